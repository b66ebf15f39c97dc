import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, Notification } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { refreshIcon } from '@jupyterlab/ui-components';

import type { LinkHub } from '../link';
import { IRunManager } from '../tokens';
import { CommandIDs } from './commands';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'runside:refresh-runs',
  description: 'A command that asks the Jupyter server for its runs anew.',
  autoStart: true,
  requires: [IRunManager],
  optional: [ICommandPalette, ITranslator],
  activate: (
    { commands }: JupyterFrontEnd,
    hub: LinkHub,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('runside');
    commands.addCommand(CommandIDs.refreshRuns, {
      label: trans.__('Refresh Runs'),
      caption: trans.__('Ask the Jupyter server for its runs anew'),
      icon: refreshIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () =>
        hub.refresh().catch((error: Error) => {
          Notification.error(error.message, { autoClose: 8000 });
        })
    });
    palette?.addItem({
      command: CommandIDs.refreshRuns,
      category: trans.__('Runside')
    });
  }
};

export default plugin;
