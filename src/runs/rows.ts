import type { ITranslation } from '../panel/host';
import type { IRunInfo } from '../protocol';
import { condense } from './condense';
import { type IGroup, groupRuns } from './groups';
import type { INotebookInView } from './host';
import type { Claims } from './places';
import type { Search } from './search';

/**
 * The list, line by line, as it is drawn, walked by keyboard and read aloud.
 */
export type Row = IGroupRow | IFoldRow | IRunRow | ITrashRow;

interface IRow {
  /** A run's uid, or what names the group. */
  readonly id: string;
  /** How deep it stands, from 1. */
  readonly level: number;
  /** The row that it folds under, or null. */
  readonly parent: string | null;
  /** Its place among those that stand beside it, from 1, and how many these are. */
  readonly position: number;
  readonly size: number;
}

export interface IGroupRow extends IRow {
  readonly kind: 'group';
  readonly group: IGroup;
  readonly isOpen: boolean;
}

/** Runs that are folded away within a group. */
export interface IFoldRow extends IRow {
  readonly kind: 'fold';
  readonly what: 'earlier' | 'short';
  readonly infos: readonly IRunInfo[];
  readonly isOpen: boolean;
}

export interface IRunRow extends IRow {
  readonly kind: 'run';
  readonly info: IRunInfo;
  /** The highest step of the runs that it stands with. */
  readonly steps: number;
}

export interface ITrashRow extends IRow {
  readonly kind: 'trash';
  readonly count: number;
}

export interface IRowsOptions {
  /** Newest first. */
  infos: readonly IRunInfo[];
  notebook: INotebookInView | null;
  held: Claims;
  /** What was opened and folded by hand, by row. */
  folds: Readonly<Record<string, boolean>>;
  search: Search | null;
  showHidden: boolean;
  trans: ITranslation;
}

/** The runs that are not in the trash, in their groups. */
export function listRows(options: IRowsOptions): Row[] {
  const { infos, notebook, held, search, showHidden, trans } = options;
  const trashed = infos.filter(info => info.trash).length;
  const shown = infos.filter(
    info =>
      !info.trash &&
      (showHidden || !info.hidden) &&
      (search === null || search(info))
  );
  const rows: Row[] = [];
  const top = groupRuns(shown, notebook, held, trans);
  const size = top.length + (trashed > 0 ? 1 : 0);
  top.forEach((group, i) =>
    addGroup(rows, group, options, {
      level: 1,
      parent: null,
      position: i + 1,
      size
    })
  );
  if (trashed > 0 && search === null) {
    rows.push({
      kind: 'trash',
      id: 'trash',
      count: trashed,
      level: 1,
      parent: null,
      position: size,
      size
    });
  }
  return rows;
}

/** The runs in the trash. */
export function trashRows({ infos, search }: IRowsOptions): Row[] {
  const shown = infos.filter(
    info => info.trash && (search === null || search(info))
  );
  const rows: Row[] = [];
  addRuns(rows, shown, { level: 1, parent: null, steps: stepsOf(shown) });
  return rows;
}

type Stand = Pick<Row, 'level' | 'parent' | 'position' | 'size'>;

function addGroup(
  rows: Row[],
  group: IGroup,
  options: IRowsOptions,
  stand: Stand
): void {
  const { folds, search } = options;
  // What was found is shown, wherever it is folded away.
  const isOpen = search !== null || (folds[group.id] ?? !group.startsFolded);
  rows.push({ kind: 'group', id: group.id, group, isOpen, ...stand });
  if (!isOpen) {
    return;
  }
  const level = stand.level + 1;
  group.groups.forEach((inner, i) =>
    addGroup(rows, inner, options, {
      level,
      parent: group.id,
      position: i + 1,
      size: group.groups.length
    })
  );
  const beside = { level, parent: group.id, steps: stepsOf(group.infos) };
  if (search === null) {
    addCondensed(rows, group, folds, beside);
  } else {
    addRuns(rows, group.infos, beside);
  }
}

interface IBeside {
  level: number;
  parent: string | null;
  steps: number;
}

function addCondensed(
  rows: Row[],
  group: IGroup,
  folds: IRowsOptions['folds'],
  beside: IBeside
): void {
  const { entries, short } = condense(group.infos);
  const { level, parent, steps } = beside;
  const size =
    entries.reduce((n, { earlier }) => n + (earlier.length > 0 ? 2 : 1), 0) +
    (short.length > 0 ? 1 : 0);
  let position = 0;
  const addFold = (
    what: IFoldRow['what'],
    id: string,
    infos: readonly IRunInfo[]
  ) => {
    if (infos.length === 0) {
      return;
    }
    const isOpen = folds[id] ?? false;
    position += 1;
    rows.push({
      kind: 'fold',
      id,
      what,
      infos,
      isOpen,
      level,
      parent,
      position,
      size
    });
    if (isOpen) {
      addRuns(rows, infos, { level: level + 1, parent: id, steps });
    }
  };
  for (const { info, earlier } of entries) {
    position += 1;
    rows.push({
      kind: 'run',
      id: info.run,
      info,
      level,
      parent,
      position,
      size,
      steps
    });
    addFold('earlier', `earlier:${group.id}:${info.cell}`, earlier);
  }
  addFold('short', `short:${group.id}`, short);
}

function addRuns(
  rows: Row[],
  infos: readonly IRunInfo[],
  beside: IBeside
): void {
  infos.forEach((info, i) =>
    rows.push({
      kind: 'run',
      id: info.run,
      info,
      position: i + 1,
      size: infos.length,
      ...beside
    })
  );
}

function stepsOf(infos: readonly IRunInfo[]): number {
  return infos.reduce((most, { step }) => Math.max(most, step ?? 0), 0);
}

/** The rows that have to be open for a run to be seen; null where it is not there. */
export function foldsAround(
  run: string,
  options: IRowsOptions
): string[] | null {
  // Looked for in the list with all folds open, by the rows that it stands under.
  const folds = new Proxy({}, { get: () => true });
  const rows = listRows({ ...options, folds, search: null });
  const parents = new Map(rows.map(row => [row.id, row.parent]));
  if (!parents.has(run)) {
    return null;
  }
  const around: string[] = [];
  for (
    let parent = parents.get(run);
    typeof parent === 'string';
    parent = parents.get(parent)
  ) {
    around.push(parent);
  }
  return around;
}
