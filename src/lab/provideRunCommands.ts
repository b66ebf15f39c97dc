import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import type { LinkHub } from '../link';
import { IRunManager } from '../tokens';
import { RunCommands } from './runCommands';
import { IRunCommands, IRunsSidebar } from './tokens';

const plugin: JupyterFrontEndPlugin<IRunCommands> = {
  id: 'runside:run-commands',
  description:
    'Lets other plugins add commands about one run, with a place in the palette.',
  autoStart: true,
  provides: IRunCommands,
  requires: [IRunManager],
  optional: [IRunsSidebar, ICommandPalette, ITranslator],
  activate: (
    { commands }: JupyterFrontEnd,
    hub: LinkHub,
    sidebar: IRunsSidebar | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ): IRunCommands =>
    new RunCommands({
      commands,
      runs: () => hub.runs,
      palette,
      sidebar,
      trans: (translator ?? nullTranslator).load('runside')
    })
};

export default plugin;
