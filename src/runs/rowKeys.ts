import { moveToTrash, openRow, removeForEver, toggleHidden } from './actions';
import type { Row } from './rows';
import type { RunList } from './runList';

/** What the keyboard needs of a key event. */
export type Key = Pick<
  KeyboardEvent,
  'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'
>;

/**
 * What a key does in the list.
 *
 * @param page - how many rows PageUp and PageDown go
 * @returns whether it does anything
 */
export function pressKey(list: RunList, key: Key, page: number): boolean {
  const { rows, selection } = list;
  const index = rows.findIndex(row => row.id === selection.active);
  const row = rows[index] as Row | undefined;
  if (!row || key.altKey) {
    return false;
  }
  if (key.ctrlKey || key.metaKey) {
    if (key.key.toLowerCase() !== 'a') {
      return false;
    }
    list.select((chosen, all) => chosen.all(all));
    return true;
  }
  const to = goal(key.key, index, rows.length, page);
  if (to !== null) {
    go(list, rows[to], key.shiftKey);
    return true;
  }
  return key.shiftKey ? false : act(list, row, index, key.key);
}

function goal(
  key: string,
  index: number,
  length: number,
  page: number
): number | null {
  const last = length - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, index + 1);
    case 'ArrowUp':
      return Math.max(0, index - 1);
    case 'PageDown':
      return Math.min(last, index + page);
    case 'PageUp':
      return Math.max(0, index - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

function go(list: RunList, row: Row, isExtending = false): void {
  list.select((selection, rows) =>
    isExtending ? selection.extend(rows, row.id) : selection.go(rows, row.id)
  );
}

function act(list: RunList, row: Row, index: number, key: string): boolean {
  switch (key) {
    case 'Enter':
      openRow(list, row);
      return true;
    case 'ArrowRight':
      return unfold(list, row, index);
    case 'ArrowLeft':
      return foldUp(list, row);
    case 'Escape':
      return escape(list);
    default:
      return row.kind === 'run'
        ? actOnRun(list, row.id, key)
        : key === ' ' && (openRow(list, row), true);
  }
}

function actOnRun(list: RunList, run: string, key: string): boolean {
  const runs = list.selection.targets(run);
  const info = list.info(run);
  switch (key) {
    case ' ':
      toggleHidden(list, runs);
      return true;
    case 'F2':
      if (info?.mine) {
        list.setEditor({ kind: 'name', run });
      }
      return true;
    case 'Delete':
    case 'Backspace':
      if (list.inTrash) {
        void removeForEver(list, runs);
      } else {
        moveToTrash(list, runs);
      }
      return true;
    default:
      return false;
  }
}

function unfold(list: RunList, row: Row, index: number): boolean {
  if (row.kind === 'group' || row.kind === 'fold') {
    if (!row.isOpen) {
      list.setOpen(row.id, true);
    } else if (list.rows[index + 1]?.parent === row.id) {
      go(list, list.rows[index + 1]);
    }
  }
  return true;
}

function foldUp(list: RunList, row: Row): boolean {
  if ((row.kind === 'group' || row.kind === 'fold') && row.isOpen) {
    list.setOpen(row.id, false);
  } else {
    const parent = list.rows.find(({ id }) => id === row.parent);
    if (parent) {
      go(list, parent);
    }
  }
  return true;
}

/** Back, one step: out of a selection, out of the trash. */
function escape(list: RunList): boolean {
  const { selection } = list;
  if (selection.runs.size > 1 && selection.active !== null) {
    list.select((chosen, rows) => chosen.go(rows, chosen.active as string));
    return true;
  }
  if (list.inTrash) {
    list.setInTrash(false);
    return true;
  }
  return false;
}
