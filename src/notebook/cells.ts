import type { INotebookTracker } from '@jupyterlab/notebook';
import type { CommandRegistry } from '@lumino/commands';

import type { IRunInfo } from '../model';

/**
 * Show the cell that started a run, in its notebook, which is opened where it is not.
 *
 * Does nothing for a run of a script. A cell that was deleted since leaves the notebook where it is.
 */
export async function showCell(
  commands: CommandRegistry,
  notebooks: INotebookTracker,
  info: IRunInfo
): Promise<void> {
  const { notebook, kernel, cell } = info;
  const here = notebooks.find(
    panel =>
      panel.context.path === notebook ||
      (kernel !== null && panel.sessionContext.session?.kernel?.id === kernel)
  );
  const path = here?.context.path ?? notebook;
  if (path === null) {
    return;
  }
  await commands.execute('docmanager:open', { path });
  const panel = notebooks.find(other => other.context.path === path);
  await panel?.context.ready;
  const found = panel?.content.widgets.find(widget => widget.model.id === cell);
  if (panel && found) {
    panel.content.activeCellIndex = panel.content.widgets.indexOf(found);
    await panel.content.scrollToCell(found, 'start');
  }
}
