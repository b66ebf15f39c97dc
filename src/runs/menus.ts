import {
  canEdit,
  canRemove,
  moveToTrash,
  removeForEver,
  restore,
  toggleHidden
} from './actions';
import type { MenuItem } from './host';
import type { RunList } from './runList';

/**
 * What can be done at a run: to it, or to all selected runs if it is one of these.
 */
export function runMenu(list: RunList, run: string): MenuItem[] {
  const { host } = list;
  const { trans } = host;
  const runs = list.selection.targets(run);
  const infos = list.infos.filter(info => runs.includes(info.run));
  const own = infos.filter(canEdit);
  if (infos.length === 0) {
    return [];
  }
  if (infos.every(info => info.trash)) {
    return [
      ...oneRun(list, run, runs),
      {
        label: trans.__('Restore'),
        isEnabled: own.length > 0,
        run: () => restore(list, runs)
      },
      {
        label: trans.__('Delete for ever…'),
        isEnabled: infos.some(canRemove),
        run: () => void removeForEver(list, runs)
      }
    ];
  }
  const isShown = infos.some(info => !info.hidden);
  const hide: MenuItem = {
    label: isShown ? trans.__('Hide') : trans.__('Show'),
    run: () => toggleHidden(list, runs)
  };
  if (own.length === 0) {
    return [...oneRun(list, run, runs), hide];
  }
  const edited = own.map(info => info.run);
  return [
    ...oneRun(list, run, runs),
    ...(runs.length > 1
      ? []
      : ([
          {
            label: trans.__('Rename'),
            run: () => list.setEditor({ kind: 'name', run })
          },
          {
            label: trans.__('Note…'),
            run: () => list.setEditor({ kind: 'note', run })
          }
        ] satisfies MenuItem[])),
    {
      label: trans.__('Tags…'),
      run: () => list.setEditor({ kind: 'tags', runs: edited })
    },
    hide,
    'separator',
    {
      label: trans.__('Move to trash'),
      run: () => moveToTrash(list, edited)
    }
  ];
}

/** Where one run can be looked at. */
function oneRun(
  list: RunList,
  run: string,
  runs: readonly string[]
): MenuItem[] {
  const { host } = list;
  const info = list.info(run);
  if (runs.length > 1 || info === null) {
    return [];
  }
  return [
    {
      label: host.trans.__('Open in a tab'),
      run: () => host.open(run)
    },
    ...(host.canGoToCell(info)
      ? [
          {
            label: host.trans.__('Go to cell'),
            run: () => host.goToCell(run)
          }
        ]
      : []),
    'separator'
  ];
}

/** What can be done with the list itself. */
export function listMenu(list: RunList): MenuItem[] {
  const { trans } = list.host;
  const { showHidden } = list.state;
  const trashed = list.infos.filter(info => info.trash);
  if (list.inTrash) {
    const runs = trashed.map(({ run }) => run);
    return [
      {
        label: trans.__('Restore all'),
        isEnabled: trashed.some(canEdit),
        run: () => restore(list, runs)
      },
      {
        label: trans.__('Delete all for ever…'),
        isEnabled: trashed.some(canRemove),
        run: () => void removeForEver(list, runs)
      }
    ];
  }
  return [
    {
      label: showHidden
        ? trans.__('Leave out hidden runs')
        : trans.__('Show hidden runs'),
      run: () => list.setShowHidden(!showHidden)
    },
    {
      label: trans.__('Trash (%1)', trashed.length),
      isEnabled: trashed.length > 0,
      run: () => list.setInTrash(true)
    }
  ];
}
