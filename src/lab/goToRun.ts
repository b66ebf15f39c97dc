import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import type { Cell } from '@jupyterlab/cells';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import type { LinkHub } from '../link';
import { runOfCell } from '../notebook/runOfCell';
import { IRunManager } from '../tokens';
import { CommandIDs } from './commands';
import { runIcon } from './icons';
import { IRunsSidebar } from './tokens';

const CELL = 'jp-CodeCell';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'runside:go-to-run',
  description: 'Leads from a cell to the run that it started.',
  autoStart: true,
  requires: [IRunManager, IRunsSidebar, INotebookTracker],
  optional: [ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    hub: LinkHub,
    sidebar: IRunsSidebar,
    notebooks: INotebookTracker,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('runside');

    /** The cell under the pointer where a context menu is open, else the active one. */
    const cellMeant = (isClicked: boolean): Cell | null => {
      const panel = notebooks.currentWidget;
      if (panel === null || !isClicked) {
        return panel?.content.activeCell ?? null;
      }
      const node = app.contextMenuHitTest(node =>
        node.classList.contains(CELL)
      );
      return panel.content.widgets.find(cell => cell.node === node) ?? null;
    };
    const runMeant = (isClicked: boolean): string | null => {
      const cell = cellMeant(isClicked);
      const panel = notebooks.currentWidget;
      return cell && panel
        ? runOfCell(cell.model, panel, hub.runs.infos)
        : null;
    };

    app.commands.addCommand(CommandIDs.goToRun, {
      label: trans.__('Go to Run'),
      caption: trans.__('Show the run of this cell in the sidebar'),
      icon: runIcon,
      describedBy: {
        args: {
          type: 'object',
          properties: {
            clicked: {
              type: 'boolean',
              description: trans.__(
                'Whether the cell is meant whose context menu is open, and not the active one'
              )
            }
          }
        }
      },
      // In the menu of a cell it is there only where it leads somewhere.
      isVisible: ({ clicked }) => clicked !== true || runMeant(true) !== null,
      isEnabled: ({ clicked }) => runMeant(clicked === true) !== null,
      execute: ({ clicked }) => {
        const run = runMeant(clicked === true);
        if (run !== null) {
          sidebar.show(run);
        }
      }
    });
    palette?.addItem({
      command: CommandIDs.goToRun,
      category: trans.__('Runside')
    });
  }
};

export default plugin;
