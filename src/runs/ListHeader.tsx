import * as React from 'react';

import { formatCount } from '../panel/format';
import { IconButton } from '../panel/IconButton';
import { listMenu } from './menus';
import { MenuButton } from './MenuButton';
import type { RunList } from './runList';

export function ListHeader(props: { list: RunList }): JSX.Element {
  const { list } = props;
  const { trans } = list.host;
  const trashed = list.infos.filter(info => info.trash).length;
  return (
    <header className="jp-Runside-runsHeader">
      {list.inTrash && (
        <IconButton
          icon="back"
          label={trans.__('Back to the runs')}
          onClick={() => list.setInTrash(false)}
        />
      )}
      <h2 className="jp-Runside-runsTitle">
        {list.inTrash ? (
          <>
            {trans.__('Trash')}{' '}
            <span className="jp-Runside-count">{formatCount(trashed)}</span>
          </>
        ) : (
          trans.__('Runs')
        )}
      </h2>
      {list.infos.length > 0 && (
        <MenuButton
          label={
            list.inTrash
              ? trans.__('More, for all runs in the trash')
              : trans.__('More, for the list')
          }
          onOpen={at => list.host.menu(at, listMenu(list))}
        />
      )}
    </header>
  );
}
