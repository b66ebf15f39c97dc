import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { PageConfig } from '@jupyterlab/coreutils';
import { folderIcon } from '@jupyterlab/ui-components';

import type { IRunInfo } from '../protocol';
import { CommandIDs } from './commands';
import { pathBelow } from './serverRoot';
import { IRunCommands } from './tokens';

/** The file browser's command; Notebook's pages of a document have none. */
const OPEN_PATH = 'filebrowser:open-path';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'runside:open-folder',
  description: 'Shows the folder of a run in the file browser.',
  autoStart: true,
  requires: [IRunCommands],
  activate: ({ commands }: JupyterFrontEnd, runCommands: IRunCommands) => {
    const { trans } = runCommands;
    const root = PageConfig.getOption('serverRoot');
    const pathOf = ({ dir }: IRunInfo) => dir && pathBelow(root, dir);

    runCommands.add({
      id: CommandIDs.openFolder,
      label: trans.__('Open Folder of Run'),
      caption: trans.__('Show the folder of a run’s files in the file browser'),
      icon: folderIcon,
      question: trans.__('Open the Folder of Which Run?'),
      action: trans.__('Open'),
      suits: info => pathOf(info) !== null,
      isVisible: () => commands.hasCommand(OPEN_PATH),
      execute: info => commands.execute(OPEN_PATH, { path: pathOf(info) })
    });
  }
};

export default plugin;
