import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { IConsoleTracker } from '@jupyterlab/console';
import { INotebookTracker } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';

import {
  type CellFound,
  hasCell,
  type IDocuments,
  showCell
} from '../notebook/cells';
import type { IRunInfo } from '../protocol';
import { CommandIDs } from './commands';
import { IRunCommands } from './tokens';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'runside:go-to-cell',
  description: 'Leads from a run to the cell that started it.',
  autoStart: true,
  requires: [IRunCommands, INotebookTracker],
  optional: [IConsoleTracker],
  activate: (
    app: JupyterFrontEnd,
    runCommands: IRunCommands,
    notebooks: INotebookTracker,
    consoles: IConsoleTracker | null
  ) => {
    const { trans } = runCommands;
    const { commands, shell, serviceManager } = app;
    const documents: IDocuments = {
      notebooks,
      consoles,
      activate: id => shell.activateById(id),
      exists: path =>
        serviceManager.contents.get(path, { content: false }).then(
          () => true,
          () => false
        ),
      open: async path => {
        await commands.execute('docmanager:open', { path });
      }
    };
    runCommands.add({
      id: CommandIDs.goToCell,
      label: trans.__('Go to Cell of Run'),
      caption: trans.__('Show the cell that started a run'),
      question: trans.__('Go to the Cell of Which Run?'),
      action: trans.__('Go'),
      suits: info => hasCell(info, documents),
      execute: async info => tell(await showCell(info, documents), info, trans)
    });
  }
};

export default plugin;

/** Say why the cell of a run is not in front now. */
function tell(
  found: CellFound,
  { name, notebook }: IRunInfo,
  trans: TranslationBundle
): void {
  switch (found) {
    case 'deleted':
      Notification.info(
        trans.__('The cell that started the run %1 was deleted.', name),
        { autoClose: 5000 }
      );
      break;
    case 'gone':
      Notification.warning(
        trans.__(
          'The notebook %1 of the run %2 was renamed, moved or deleted. Open it where it is now, and go to the cell again.',
          notebook,
          name
        ),
        { autoClose: 8000 }
      );
      break;
    case 'none':
      Notification.info(
        trans.__('The run %1 was not started by a cell of a notebook.', name),
        { autoClose: 5000 }
      );
      break;
    case 'shown':
    case 'elsewhere':
      break;
  }
}
