import {
  ILabShell,
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';

import type { LinkHub } from '../link';
import { IRunManager } from '../tokens';
import { CommandIDs } from './commands';
import { runIcon } from './icons';
import type { RunsSidebar } from './runsSidebar';
import { SidebarPlace } from './sidebarPlace';
import { IPanelHosts, IRunsSidebar } from './tokens';

/** After Lab's own, among those of other extensions. */
const RANK = 600;

const plugin: JupyterFrontEndPlugin<IRunsSidebar> = {
  id: 'runside:sidebar',
  description: 'The sidebar with all runs and the panel of the chosen one.',
  autoStart: true,
  provides: IRunsSidebar,
  requires: [IRunManager, IPanelHosts],
  optional: [
    INotebookTracker,
    ILabShell,
    ILayoutRestorer,
    IStateDB,
    ISettingRegistry,
    ICommandPalette,
    ITranslator
  ],
  activate: (
    { commands, shell }: JupyterFrontEnd,
    hub: LinkHub,
    hosts: IPanelHosts,
    notebooks: INotebookTracker | null,
    labShell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    stateDB: IStateDB | null,
    settings: ISettingRegistry | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ): IRunsSidebar => {
    const trans = (translator ?? nullTranslator).load('runside');
    let sidebar: RunsSidebar | null = null;
    const chosenChanged = new Signal<unknown, string | null>({});
    const place = new SidebarPlace({
      trans,
      load: async () => {
        const { createSidebar } = await import('./createSidebar');
        sidebar = await createSidebar({
          hub,
          hosts,
          commands,
          trans,
          notebooks,
          stateDB,
          settings
        });
        sidebar.chosenChanged.connect((_, run) => chosenChanged.emit(run));
        return sidebar;
      }
    });
    // Notebook has its own things at the left.
    shell.add(place, labShell ? 'left' : 'right', { rank: RANK });
    restorer?.add(place, place.id);

    commands.addCommand(CommandIDs.showRuns, {
      label: trans.__('Show Runs'),
      caption: trans.__('Show the list of runs in the sidebar'),
      icon: runIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => shell.activateById(place.id)
    });
    palette?.addItem({
      command: CommandIDs.showRuns,
      category: trans.__('Runside')
    });

    return {
      get chosen() {
        return sidebar?.chosen ?? null;
      },
      chosenChanged,
      show: run => {
        shell.activateById(place.id);
        if (run !== undefined) {
          void place.loaded.then(sidebar => sidebar.choose(run));
        }
      }
    };
  }
};

export default plugin;
