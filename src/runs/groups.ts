import type { IRunInfo } from '../protocol';
import type { ITranslation } from '../panel/host';
import type { INotebookInView } from './host';
import { type Claims, fileName, folderName, placeOf } from './places';

/**
 * Runs that stand together under one title.
 */
export interface IGroup {
  /** Names the group for as long as it has runs, so that it stays folded. */
  readonly id: string;
  readonly title: string;
  /** Tells groups of the same title apart, or null. */
  readonly detail: string | null;
  /** The whole of what the title is short for. */
  readonly path: string | null;
  /** Whether it is folded until somebody opens it. */
  readonly startsFolded: boolean;
  /** How many runs it and its groups hold. */
  readonly count: number;
  /** Newest first. */
  readonly infos: readonly IRunInfo[];
  readonly groups: readonly IGroup[];
}

/**
 * The groups of a list: this notebook, the scripts by file name, the other
 * notebooks, all others. Within a kind, that of the newest run stands first.
 *
 * @param infos - newest first
 */
export function groupRuns(
  infos: readonly IRunInfo[],
  notebook: INotebookInView | null,
  held: Claims,
  trans: ITranslation
): IGroup[] {
  const here: IRunInfo[] = [];
  const scripts = new Map<string, IRunInfo[]>();
  const notebooks = new Map<string, IRunInfo[]>();
  const elsewhere: IRunInfo[] = [];
  for (const info of infos) {
    const place = placeOf(info, notebook, held);
    switch (place.kind) {
      case 'here':
        here.push(info);
        break;
      case 'script':
        add(scripts, place.name, info);
        break;
      case 'notebook':
        add(notebooks, place.path, info);
        break;
      case 'elsewhere':
        elsewhere.push(info);
        break;
    }
  }
  return [
    group('here', trans.__('This notebook'), here, {
      path: notebook?.path ?? null
    }),
    ...Array.from(scripts, ([name, runs]) =>
      group(`script:${name}`, name, runs)
    ),
    notebooksGroup(notebooks, notebook !== null, trans),
    group('elsewhere', trans.__('Consoles and others'), elsewhere)
  ].filter(({ count }) => count > 0);
}

function notebooksGroup(
  notebooks: ReadonlyMap<string, readonly IRunInfo[]>,
  others: boolean,
  trans: ITranslation
): IGroup {
  const names = Array.from(notebooks.keys(), fileName);
  const groups = Array.from(notebooks, ([path, runs]) => {
    const name = fileName(path);
    const isOnly = names.filter(other => other === name).length === 1;
    return group(`notebook:${path}`, name, runs, {
      path,
      detail: isOnly ? null : folderName(path)
    });
  });
  return {
    ...group(
      'notebooks',
      others ? trans.__('Other notebooks') : trans.__('Notebooks'),
      []
    ),
    startsFolded: others,
    count: groups.reduce((all, { count }) => all + count, 0),
    groups
  };
}

function group(
  id: string,
  title: string,
  infos: readonly IRunInfo[],
  more: Partial<IGroup> = {}
): IGroup {
  return {
    id,
    title,
    detail: null,
    path: null,
    startsFolded: false,
    count: infos.length,
    infos,
    groups: [],
    ...more
  };
}

function add<T>(groups: Map<string, T[]>, name: string, item: T): void {
  const found = groups.get(name);
  if (found) {
    found.push(item);
  } else {
    groups.set(name, [item]);
  }
}
