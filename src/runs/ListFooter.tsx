import * as React from 'react';

import { formatCount } from '../panel/format';
import type { RunList } from './runList';

/** Whether the list is live, and how much it holds. */
export function ListFooter(props: { list: RunList }): JSX.Element {
  const { list } = props;
  const { trans } = list.host;
  const runs = list.infos.filter(info => !info.trash);
  const hidden = runs.filter(info => info.hidden).length;
  return (
    <footer className="jp-Runside-runsFooter">
      <Link list={list} />
      {runs.length > 0 && (
        <span className="jp-Runside-phrase">
          {trans._n('%2 run', '%2 runs', runs.length, formatCount(runs.length))}
          {hidden > 0 && !list.state.showHidden
            ? ` · ${trans._n('%2 hidden', '%2 hidden', hidden, formatCount(hidden))}`
            : ''}
        </span>
      )}
    </footer>
  );
}

function Link({ list }: { list: RunList }): JSX.Element {
  const { trans } = list.host;
  switch (list.serverState) {
    case 'connected':
      return phrase(trans.__('live'), 'live');
    case 'connecting':
      return phrase(trans.__('connecting'), 'plain');
    case 'disconnected':
      return phrase(
        trans.__('disconnected, trying again'),
        'bad',
        trans.__(
          'The Jupyter server does not answer. The list is the last known.'
        )
      );
    case 'absent':
      return phrase(trans.__('not connected'), 'plain');
  }
}

function phrase(
  text: string,
  mood: 'live' | 'plain' | 'bad',
  detail?: string
): JSX.Element {
  return (
    <span
      className="jp-Runside-phrase"
      data-mood={mood}
      title={detail}
      role="status"
    >
      {text}
    </span>
  );
}
