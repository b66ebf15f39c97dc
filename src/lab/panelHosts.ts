import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import type { LinkHub } from '../link';
import { IRunManager } from '../tokens';
import { CommandIDs } from './commands';
import { createHost } from './host';
import { IPanelHosts } from './tokens';

const plugin: JupyterFrontEndPlugin<IPanelHosts> = {
  id: 'runside:panel-hosts',
  description: 'Gives run panels their texts, theme, blobs and ways about.',
  autoStart: true,
  provides: IPanelHosts,
  requires: [IRunManager],
  optional: [ITranslator],
  activate: (
    app: JupyterFrontEnd,
    hub: LinkHub,
    translator: ITranslator | null
  ): IPanelHosts => {
    const trans = (translator ?? nullTranslator).load('runside');
    const { commands } = app;
    // A panel offers only the ways that lead elsewhere.
    const elsewhere = {
      output: {
        openInTab: (run: string) =>
          void commands.execute(CommandIDs.openRun, { run })
      },
      tab: {
        goToCell: (run: string) =>
          void commands.execute(CommandIDs.goToCell, { run })
      }
    };
    return {
      create: place => createHost({ hub, trans, ...elsewhere[place] })
    };
  }
};

export default plugin;
