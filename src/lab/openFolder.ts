import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { PageConfig } from '@jupyterlab/coreutils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { folderIcon } from '@jupyterlab/ui-components';

import type { LinkHub } from '../link';
import type { IRunInfo } from '../protocol';
import { IRunManager } from '../tokens';
import { CommandIDs } from './commands';
import { RunCommands } from './runCommands';
import { pathBelow } from './serverRoot';
import { IRunsSidebar } from './tokens';

/** The file browser's command; Notebook's pages of a document have none. */
const OPEN_PATH = 'filebrowser:open-path';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'runside:open-folder',
  description: 'Shows the folder of a run in the file browser.',
  autoStart: true,
  requires: [IRunManager],
  optional: [IRunsSidebar, ICommandPalette, ITranslator],
  activate: (
    { commands }: JupyterFrontEnd,
    hub: LinkHub,
    sidebar: IRunsSidebar | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('runside');
    const root = PageConfig.getOption('serverRoot');
    const pathOf = ({ dir }: IRunInfo) => dir && pathBelow(root, dir);

    const runCommands = new RunCommands({
      commands,
      runs: () => hub.runs,
      palette,
      sidebar,
      trans
    });
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
