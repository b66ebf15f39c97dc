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
 * Which notebook holds a run, as far as the notebooks told that were looked at:
 * two notebooks on one kernel record the same path, and only what stands in them
 * tells their runs apart.
 */
export class Claims {
  /** Note that a notebook holds the run in its outputs, or the cell that made it. */
  note(infos: readonly IRunInfo[], notebook: INotebookInView): void {
    for (const info of infos) {
      if (claims(notebook, info)) {
        this._paths.set(info.run, notebook.path);
      }
    }
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
  if (notebook && (claims(notebook, info) || path === notebook.path)) {
    return { kind: 'here' };
  }
  if (path !== null && !CONSOLE.test(path)) {
    return { kind: 'notebook', path };
  }
  return info.program === null
    ? { kind: 'elsewhere' }
    : { kind: 'script', name: fileName(info.program) };
}

/**
 * Whether a run is surely a notebook's: it stands in an output, or a cell of the
 * notebook made it. A copy of a notebook has the same cells, so a cell counts only
 * with the kernel or the path.
 */
function claims(notebook: INotebookInView, info: IRunInfo): boolean {
  return (
    notebook.shown.has(info.run) ||
    (info.cell !== null &&
      notebook.cells.has(info.cell) &&
      ((info.kernel !== null && info.kernel === notebook.kernel) ||
        info.notebook === notebook.path))
  );
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a file with its slash; empty where there is none. */
export function folderName(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
