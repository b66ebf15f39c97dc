import * as React from 'react';

import { formatCount } from '../panel/format';
import { Icon } from '../panel/Icon';
import { IconButton } from '../panel/IconButton';
import type { RunList } from './runList';

/** What has just happened or failed, and what cannot be read. */
export function Notices(props: { list: RunList }): JSX.Element {
  const { list } = props;
  return (
    <div className="jp-Runside-notices" aria-live="polite">
      <Failure list={list} />
      <Trashed list={list} />
      <Problems list={list} />
    </div>
  );
}

function Failure({ list }: { list: RunList }): JSX.Element | null {
  const { trans } = list.host;
  const { failure } = list.edits;
  return (
    failure && (
      <div className="jp-Runside-runsBar" data-mood="bad" role="alert">
        <span className="jp-Runside-barText" title={failure.text}>
          {failure.text}
        </span>
        <button
          type="button"
          className="jp-Runside-textButton"
          onClick={() => failure.retry()}
        >
          {trans.__('Try again')}
        </button>
        <Dismiss list={list} />
      </div>
    )
  );
}

function Trashed({ list }: { list: RunList }): JSX.Element | null {
  const { trans } = list.host;
  const n = list.edits.trashed.length;
  return n === 0 ? null : (
    <div className="jp-Runside-runsBar">
      <span className="jp-Runside-barText">
        {n === 1
          ? trans.__('Moved to trash')
          : trans._n(
              '%2 run moved to trash',
              '%2 runs moved to trash',
              n,
              formatCount(n)
            )}
      </span>
      <button
        type="button"
        className="jp-Runside-textButton"
        onClick={() => list.edits.undoTrash()}
      >
        {trans.__('Undo')}
      </button>
      <Dismiss list={list} />
    </div>
  );
}

function Dismiss({ list }: { list: RunList }): JSX.Element {
  return (
    <IconButton
      icon="close"
      label={list.host.trans.__('Close')}
      onClick={() => list.edits.dismiss()}
    />
  );
}

function Problems({ list }: { list: RunList }): JSX.Element | null {
  const { trans } = list.host;
  const { problems } = list;
  const [isOpen, setOpen] = React.useState(false);
  const id = React.useId();
  const n = problems.length;
  return n === 0 ? null : (
    <div className="jp-Runside-problems">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="chevron" />
        {trans._n(
          '%2 thing cannot be read',
          '%2 things cannot be read',
          n,
          formatCount(n)
        )}
      </button>
      <ul id={id} hidden={!isOpen}>
        {problems.map((problem, i) => (
          <li key={i}>{problem}</li>
        ))}
      </ul>
    </div>
  );
}
