import * as React from 'react';

import { formatCount } from '../panel/format';
import { IconButton } from '../panel/IconButton';
import {
  canEdit,
  canRemove,
  moveToTrash,
  removeForEver,
  restore,
  toggleHidden
} from './actions';
import type { RunList } from './runList';

/** What can be done to several selected runs; absent while fewer are. */
export function SelectionBar(props: { list: RunList }): JSX.Element | null {
  const { list } = props;
  const { trans } = list.host;
  const runs = Array.from(list.selection.runs);
  if (runs.length < 2) {
    return null;
  }
  const infos = list.infos.filter(info => runs.includes(info.run));
  const isShown = infos.some(info => !info.hidden);
  const areMine = infos.some(canEdit);
  return (
    <div
      className="jp-Runside-runsBar"
      role="toolbar"
      aria-label={trans.__('Selected runs')}
    >
      <span className="jp-Runside-barText" role="status">
        {trans._n(
          '%2 selected',
          '%2 selected',
          runs.length,
          formatCount(runs.length)
        )}
      </span>
      {list.inTrash ? (
        <>
          <IconButton
            icon="restore"
            label={trans.__('Restore the selected runs')}
            disabled={!areMine}
            onClick={() => restore(list, runs)}
          />
          <IconButton
            icon="trash"
            label={trans.__('Delete the selected runs for ever…')}
            disabled={!infos.some(canRemove)}
            onClick={() => void removeForEver(list, runs)}
          />
        </>
      ) : (
        <>
          <IconButton
            icon={isShown ? 'eyeOff' : 'eye'}
            label={
              isShown
                ? trans.__('Hide the selected runs')
                : trans.__('Show the selected runs')
            }
            onClick={() => toggleHidden(list, runs)}
          />
          <IconButton
            icon="tag"
            label={trans.__('Tags of the selected runs…')}
            disabled={!areMine}
            onClick={() => list.setEditor({ kind: 'tags', runs })}
          />
          <IconButton
            icon="trash"
            label={trans.__('Move the selected runs to the trash')}
            disabled={!areMine}
            onClick={() => moveToTrash(list, runs)}
          />
        </>
      )}
      <IconButton
        icon="close"
        label={trans.__('Select none')}
        onClick={() => list.select(selection => selection.clear())}
      />
    </div>
  );
}
