import * as React from 'react';

import { Icon } from '../panel/Icon';
import { IconButton } from '../panel/IconButton';
import { MetricPicker } from './MetricPicker';
import type { RunList } from './runList';

/** One line: what is searched for, and which metric is shown. */
export function ListTools(props: { list: RunList }): JSX.Element {
  const { list } = props;
  const { trans } = list.host;
  const { search } = list.state;
  const field = React.useRef<HTMLInputElement>(null);
  const clear = () => {
    list.setSearch('');
    field.current?.focus();
  };
  return (
    <div className="jp-Runside-runsTools">
      <div className="jp-Runside-search">
        <Icon name="search" />
        <input
          ref={field}
          type="text"
          role="searchbox"
          aria-label={trans.__('Search runs')}
          placeholder={trans.__('Search runs')}
          title={trans.__(
            'Words of a run’s name, project, tags, notes, state, notebook or script; or state:killed, tag:baseline, project:digits'
          )}
          spellCheck={false}
          value={search}
          onChange={event => list.setSearch(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Escape' && search !== '') {
              event.stopPropagation();
              clear();
            }
          }}
        />
        {search !== '' && (
          <IconButton
            icon="close"
            label={trans.__('Clear the search')}
            onClick={clear}
          />
        )}
      </div>
      <MetricPicker list={list} />
    </div>
  );
}
