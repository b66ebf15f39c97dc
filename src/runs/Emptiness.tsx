import * as React from 'react';

import type { RunList } from './runList';

/** After so long, in milliseconds, outlines are not enough: words. */
const PATIENCE = 1000;

/** What one types to have a first run; short enough for a narrow sidebar. */
const EXAMPLE = `import runside

run = runside.init()
for i in range(1, 100):
    run.log({"loss": 1 / i})
run.finish()`;

/** Whether there is no row to show. */
export function isEmpty(list: RunList): boolean {
  return list.rows.length === 0;
}

/** In the place of the rows: why there are none, and what to do. */
export function Emptiness(props: { list: RunList }): JSX.Element {
  const { list } = props;
  const { trans } = list.host;
  if (list.infos.length > 0) {
    return <NothingShown list={list} />;
  }
  switch (list.serverState) {
    case 'connecting':
      return <Connecting list={list} />;
    case 'absent':
      return (
        <Words
          title={trans.__('Runside’s part of the Jupyter server is missing')}
        >
          <p>
            {trans.__(
              'Runs are kept on disk all the same. Restart Jupyter, if Runside was installed while it ran; else install Runside into the environment that runs Jupyter.'
            )}
          </p>
          <p>
            {trans.__('In a terminal, this says more:')}{' '}
            <code>runside doctor</code>
          </p>
        </Words>
      );
    case 'disconnected':
      return (
        <Words title={trans.__('The Jupyter server does not answer')}>
          <p>{trans.__('Trying again. What is logged is kept on disk.')}</p>
        </Words>
      );
    case 'connected':
      return (
        <Words title={trans.__('No runs yet')}>
          <p>
            {trans.__(
              'A run appears here as soon as a cell or a script starts one:'
            )}
          </p>
          <pre tabIndex={0} aria-label={trans.__('An example')}>
            <code>{EXAMPLE}</code>
          </pre>
        </Words>
      );
  }
}

/** There are runs, but none in what is looked at. */
function NothingShown({ list }: { list: RunList }): JSX.Element {
  const { trans } = list.host;
  const { search } = list.state;
  if (search.trim() !== '') {
    return (
      <Words
        title={
          list.inTrash
            ? trans.__('Nothing in the trash matches “%1”', search)
            : trans.__('No run matches “%1”', search)
        }
      >
        <button
          type="button"
          className="jp-Runside-textButton"
          onClick={() => list.setSearch('')}
        >
          {trans.__('Clear the search')}
        </button>
      </Words>
    );
  }
  return list.inTrash ? (
    <Words title={trans.__('The trash is empty')} />
  ) : (
    <Words title={trans.__('All runs are hidden')}>
      <button
        type="button"
        className="jp-Runside-textButton"
        onClick={() => list.setShowHidden(true)}
      >
        {trans.__('Show hidden runs')}
      </button>
    </Words>
  );
}

function Connecting({ list }: { list: RunList }): JSX.Element {
  const [isLate, setLate] = React.useState(false);
  React.useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return isLate ? (
    <Words title={list.host.trans.__('Loading the runs…')} />
  ) : (
    <div className="jp-Runside-runsOutlines" aria-hidden="true">
      {[0, 1, 2, 3, 4].map(i => (
        <span key={i}>
          <span className="jp-Runside-skeleton" />
          <span className="jp-Runside-skeleton" />
        </span>
      ))}
    </div>
  );
}

function Words(props: {
  title: string;
  children?: React.ReactNode;
}): JSX.Element {
  return (
    <div className="jp-Runside-emptiness" role="status">
      <p className="jp-Runside-emptyTitle">{props.title}</p>
      {props.children}
    </div>
  );
}
