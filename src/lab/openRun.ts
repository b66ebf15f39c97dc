import {
  ILabShell,
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import {
  ICommandPalette,
  MainAreaWidget,
  WidgetTracker
} from '@jupyterlab/apputils';
import {
  ITranslator,
  nullTranslator,
  type TranslationBundle
} from '@jupyterlab/translation';

import type { LinkHub } from '../link';
import { RunView } from '../notebook/runView';
import { IRunManager } from '../tokens';
import { CommandIDs } from './commands';
import { runIcon } from './icons';
import { runArgument } from './runCommands';
import { IPanelHosts, IRunsSidebar } from './tokens';
import { uidOf, whichRun } from './whichRun';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'runside:open-run',
  description:
    'Opens runs in tabs of the main area; in Notebook, which has none, in the sidebar.',
  autoStart: true,
  requires: [IRunManager, IPanelHosts],
  optional: [
    IRunsSidebar,
    ILabShell,
    ICommandPalette,
    ILayoutRestorer,
    ITranslator
  ],
  activate: (
    app: JupyterFrontEnd,
    hub: LinkHub,
    hosts: IPanelHosts,
    sidebar: IRunsSidebar | null,
    labShell: ILabShell | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('runside');
    const tabs = new WidgetTracker<MainAreaWidget<RunView>>({
      namespace: 'runside-runs'
    });

    const openTab = (shell: ILabShell, run: string) => {
      let tab = tabs.find(({ content }) => content.run === run);
      if (!tab) {
        tab = makeTab(run, hub, hosts, trans);
        shell.add(tab, 'main');
        void tabs.add(tab);
      }
      shell.activateById(tab.id);
      return tab;
    };

    app.commands.addCommand(CommandIDs.openRun, {
      label: args =>
        args.run === undefined
          ? trans.__('Open Run…')
          : labShell
            ? trans.__('Open in a Tab')
            : trans.__('Open in the Sidebar'),
      caption: labShell
        ? trans.__('Open a run of this Jupyter server in a tab')
        : trans.__('Open a run of this Jupyter server in the sidebar'),
      icon: runIcon,
      describedBy: runArgument(trans),
      execute: async args => {
        const run =
          args.run === undefined
            ? ((
                await whichRun(args, {
                  runs: () => hub.runs,
                  // Whoever asks for a run to be opened wants to say which one.
                  sidebar: null,
                  trans,
                  title: trans.__('Open Run'),
                  action: trans.__('Open'),
                  suits: ({ trash }) => !trash
                })
              )?.run ?? null)
            : uidOf(args, trans);
        if (run === null) {
          return;
        }
        return labShell ? openTab(labShell, run) : sidebar?.show(run);
      }
    });
    palette?.addItem({
      command: CommandIDs.openRun,
      category: trans.__('Runside')
    });

    if (restorer && labShell) {
      void restorer.restore(tabs, {
        command: CommandIDs.openRun,
        args: tab => ({ run: tab.content.run }),
        name: tab => tab.content.run
      });
    }
  }
};

export default plugin;

/** A tab with the panel of a run, named after it. */
function makeTab(
  run: string,
  hub: LinkHub,
  hosts: IPanelHosts,
  trans: TranslationBundle
): MainAreaWidget<RunView> {
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
    const { info } = model;
    tab.title.label = info?.name ?? trans.__('Run');
    tab.title.caption = info
      ? trans.__('Run %1 of project %2', info.name, info.project)
      : trans.__('Run %1', run);
  };
  model.changed.connect((_, change) => {
    if (change.info) {
      entitle();
    }
  });
  entitle();
  return tab;
}
