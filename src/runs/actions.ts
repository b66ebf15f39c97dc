import type { IRunEdit, IRunInfo } from '../protocol';
import { isLive } from '../panel/states';
import type { Row } from './rows';
import type { RunList } from './runList';

/**
 * What can be done to the runs of a list: by key, by click and from its menus.
 */

/** Of somebody else's run only what is the viewer's own can be changed. */
export function canEdit(info: IRunInfo): boolean {
  return info.mine;
}

/** Its files may not be deleted under a process that writes them. */
export function canRemove(info: IRunInfo): boolean {
  return info.mine && info.trash && !isLive(info.state);
}

/** Enter or a click: a run comes into view, and then into a tab; others unfold. */
export function openRow(list: RunList, row: Row): void {
  switch (row.kind) {
    case 'run':
      if (list.chosen === row.id) {
        list.host.open(row.id);
      } else {
        list.choose(row.id);
      }
      break;
    case 'trash':
      list.setInTrash(true);
      break;
    default:
      list.setOpen(row.id, !row.isOpen);
  }
}

/** Hide these runs if one of them is shown, else show them. */
export function toggleHidden(list: RunList, runs: readonly string[]): void {
  const infos = infosOf(list, runs);
  const hidden = infos.some(info => !info.hidden);
  edit(list, infos, () => ({ hidden }));
}

export function rename(list: RunList, run: string, typed: string): void {
  const name = typed.trim();
  const changed = infosOf(list, [run]).filter(
    info => name !== '' && info.name !== name
  );
  edit(list, changed, () => ({ name }));
}

export function setNote(list: RunList, run: string, typed: string): void {
  const notes = typed.trim();
  const changed = infosOf(list, [run]).filter(
    info => (info.notes ?? '') !== notes
  );
  edit(list, changed, () => ({ notes }));
}

/** Give tags to all of these runs, and take others from them. */
export function changeTags(
  list: RunList,
  runs: readonly string[],
  { added, removed }: { added: readonly string[]; removed: readonly string[] }
): void {
  const tagsOf = ({ tags }: IRunInfo) => [
    ...tags.filter(tag => !removed.includes(tag)),
    ...added.filter(tag => !tags.includes(tag))
  ];
  const changed = infosOf(list, runs).filter(
    info => tagsOf(info).join('\n') !== info.tags.join('\n')
  );
  edit(list, changed, info => ({ tags: tagsOf(info) }));
}

export function moveToTrash(list: RunList, runs: readonly string[]): void {
  if (list.chosen !== null && runs.includes(list.chosen)) {
    list.choose(null);
  }
  edit(list, infosOf(list, runs), () => ({ trash: true }));
}

export function restore(list: RunList, runs: readonly string[]): void {
  edit(list, infosOf(list, runs), () => ({ trash: false }));
}

/** Delete runs that are in the trash, once somebody has said that it is meant. */
export async function removeForEver(
  list: RunList,
  runs: readonly string[]
): Promise<void> {
  const { trans, confirm } = list.host;
  const infos = infosOf(list, runs).filter(canRemove);
  const n = infos.length;
  if (n === 0) {
    return;
  }
  const title =
    n === 1
      ? trans.__('Delete “%1” for ever?', infos[0].name)
      : trans._n('Delete %1 run for ever?', 'Delete %1 runs for ever?', n);
  const text = trans._n(
    'Its files are deleted from the disk. This cannot be undone.',
    'Their files are deleted from the disk. This cannot be undone.',
    n
  );
  if (await confirm.call(list.host, title, text, trans.__('Delete for ever'))) {
    await list.edits.remove(infos.map(({ run }) => run));
  }
}

function edit(
  list: RunList,
  infos: readonly IRunInfo[],
  change: (info: IRunInfo) => IRunEdit
): void {
  const edits = infos
    .map(info => [info.run, change(info)] as const)
    .filter(
      ([run, { hidden }], i) => hidden !== undefined || canEdit(infos[i])
    );
  if (edits.length > 0) {
    void list.edits.apply(new Map(edits));
  }
}

function infosOf(list: RunList, runs: readonly string[]): IRunInfo[] {
  const wanted = new Set(runs);
  return list.infos.filter(({ run }) => wanted.has(run));
}
