import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import {
  ICommandPalette,
  MainAreaWidget,
  WidgetTracker
} from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import type { LinkHub } from '../link';
import { showCell } from '../notebook/cells';
import { RunView } from '../notebook/runView';
import { IRunManager } from '../tokens';
import { CommandIDs } from './commands';
import { runIcon } from './icons';
import { IPanelHosts } from './tokens';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'runside:open-run',
  description:
    'Opens runs in tabs of the main area, and leads back to their cells.',
  autoStart: true,
  requires: [IRunManager, IPanelHosts],
  optional: [ICommandPalette, ILayoutRestorer, INotebookTracker, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    hub: LinkHub,
    hosts: IPanelHosts,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    notebooks: INotebookTracker | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('runside');
    const { commands, shell } = app;
    const tabs = new WidgetTracker<MainAreaWidget<RunView>>({
      namespace: 'runside-runs'
    });

    const openTab = (run: string): MainAreaWidget<RunView> => {
      const present = tabs.find(tab => tab.content.run === run);
      if (present) {
        return present;
      }
      const handle = hub.open(run);
      const content = new RunView({
        handle,
        host: hosts.create('tab'),
        place: 'tab'
      });
      const tab = new MainAreaWidget({ content });
      tab.id = `runside-run-${run}`;
      tab.toolbar.hide();
      tab.title.icon = runIcon;
      tab.title.closable = true;
      const { model } = handle;
      const entitle = () => {
        tab.title.label = model.info?.name ?? trans.__('Run');
        tab.title.caption = model.info
          ? trans.__(
              'Run %1 of project %2',
              model.info.name,
              model.info.project
            )
          : trans.__('Run %1', run);
      };
      model.changed.connect((_, change) => {
        if (change.info) {
          entitle();
        }
      });
      entitle();
      shell.add(tab, 'main');
      void tabs.add(tab);
      return tab;
    };

    commands.addCommand(CommandIDs.openRun, {
      label: trans.__('Runside: Open Run…'),
      caption: trans.__('Open a run of this Jupyter server in a tab'),
      describedBy: {
        args: {
          type: 'object',
          properties: {
            run: { type: 'string', description: 'The uid: 32 hex digits' }
          }
        }
      },
      execute: async args => {
        const run =
          typeof args.run === 'string'
            ? args.run
            : await (await import('./pickRun')).pickRun(hub.runs, trans);
        if (run === null) {
          return;
        }
        if (!/^[0-9a-f]{32}$/.test(run)) {
          throw new Error(
            trans.__(
              'There is no run “%1”: `run` is a uid of 32 hex digits.',
              run
            )
          );
        }
        const tab = openTab(run);
        shell.activateById(tab.id);
        return tab;
      }
    });
    palette?.addItem({
      command: CommandIDs.openRun,
      category: trans.__('Runside')
    });

    commands.addCommand(CommandIDs.goToCell, {
      label: trans.__('Go to the Cell of a Run'),
      isVisible: () => notebooks !== null,
      describedBy: {
        args: {
          type: 'object',
          properties: {
            run: { type: 'string', description: 'The uid: 32 hex digits' }
          },
          required: ['run']
        }
      },
      execute: async args => {
        const info =
          typeof args.run === 'string' ? hub.runs.get(args.run) : null;
        if (info && notebooks) {
          await showCell(commands, notebooks, info);
        }
      }
    });

    if (restorer) {
      void restorer.restore(tabs, {
        command: CommandIDs.openRun,
        args: tab => ({ run: tab.content.run }),
        name: tab => tab.content.run
      });
    }
  }
};

export default plugin;
