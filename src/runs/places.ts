import type { IRunInfo } from '../protocol';
import type { INotebookInView } from './host';

/**
 * Where a run was made, as the list groups it.
 */
export type Place =
  | { kind: 'here' }
  | { kind: 'script'; name: string }
  | { kind: 'notebook'; path: string }
  | { kind: 'elsewhere' };

/** What Jupyter calls a console's session in the place of a notebook's path. */
const CONSOLE = /(^|\/)console-\d+-[0-9a-f-]{36}$/i;

/**
 * Which notebook holds a run, as far as those told that are open:
 * two notebooks on one kernel record the same path, and only what stands in them
 * tells their runs apart.
 */
export class Claims {
  /**
   * Note which notebook holds each run: in its outputs, else by the cell that made
   * it. Of two that do the first counts.
   */
  note(
    infos: readonly IRunInfo[],
    notebooks: readonly INotebookInView[]
  ): void {
    for (const info of infos) {
      const holder =
        notebooks.find(({ shown }) => shown.has(info.run)) ??
        notebooks.find(notebook => hasCell(notebook, info));
      if (holder) {
        this._paths.set(info.run, holder.path);
      }
    }
  }

  /** Whether a notebook was seen to hold the run. */
  has(info: IRunInfo): boolean {
    return this._paths.has(info.run);
  }

  /** The path of the run's notebook; that which the run recorded if none claims it. */
  pathOf(info: IRunInfo): string | null {
    return this._paths.get(info.run) ?? info.notebook;
  }

  private readonly _paths = new Map<string, string>();
}

export function placeOf(
  info: IRunInfo,
  notebook: INotebookInView | null,
  held: Claims
): Place {
  const path = held.pathOf(info);
  const isHere =
    notebook !== null &&
    (path === notebook.path ||
      (!held.has(info) && holdsItself(notebook, info)));
  if (isHere) {
    return { kind: 'here' };
  }
  if (path !== null && !CONSOLE.test(path)) {
    return { kind: 'notebook', path };
  }
  return info.program === null
    ? { kind: 'elsewhere' }
    : { kind: 'script', name: fileName(info.program) };
}

/** Whether a run is surely a notebook's: it stands in an output, or a cell of the notebook made it. */
function holdsItself(notebook: INotebookInView, info: IRunInfo): boolean {
  return notebook.shown.has(info.run) || hasCell(notebook, info);
}

/** A copy of a notebook has the same cells, so a cell counts only with the kernel or the path. */
function hasCell(notebook: INotebookInView, info: IRunInfo): boolean {
  return (
    info.cell !== null &&
    notebook.cells.has(info.cell) &&
    ((info.kernel !== null && info.kernel === notebook.kernel) ||
      info.notebook === notebook.path)
  );
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a file with its slash; empty where there is none. */
export function folderName(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
