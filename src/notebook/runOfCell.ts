import type { ICellModel } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';

import type { IRunInfo } from '../protocol';
import { runsOf } from './bundle';
import { OpenNotebook } from './openNotebook';

/**
 * The run of a cell: the latest that its outputs show, else the newest that it started; null where there is none.
 *
 * @param infos - newest first
 */
export function runOfCell(
  cell: ICellModel,
  panel: NotebookPanel,
  infos: readonly IRunInfo[]
): string | null {
  const shown = runsOf(cell).pop();
  if (shown !== undefined) {
    return shown;
  }
  // A copy of a notebook has cells of the same ids.
  const { path, kernel } = new OpenNotebook(panel);
  const started = infos.find(
    info =>
      !info.trash &&
      info.cell === cell.id &&
      (info.notebook === path || (kernel !== null && info.kernel === kernel))
  );
  return started?.run ?? null;
}
