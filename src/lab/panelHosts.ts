import {
  ILabShell,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import type { LinkHub } from '../link';
import { IRunManager } from '../tokens';
import { CommandIDs } from './commands';
import { createHost, type IHostOptions } from './host';
import { IPanelHosts } from './tokens';

const plugin: JupyterFrontEndPlugin<IPanelHosts> = {
  id: 'runside:panel-hosts',
  description: 'Gives run panels their texts, theme, blobs and ways about.',
  autoStart: true,
  provides: IPanelHosts,
  requires: [IRunManager],
  optional: [ILabShell, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    hub: LinkHub,
    labShell: ILabShell | null,
    translator: ITranslator | null
  ): IPanelHosts => {
    const trans = (translator ?? nullTranslator).load('runside');
    const { commands } = app;
    const ways: Ways = {
      goToCell: run => void commands.execute(CommandIDs.goToCell, { run }),
      // Notebook has no tabs.
      openInTab: labShell
        ? run => void commands.execute(CommandIDs.openRun, { run })
        : undefined
    };
    // A panel offers only the ways that lead elsewhere.
    const elsewhere = {
      output: { openInTab: ways.openInTab },
      tab: { goToCell: ways.goToCell },
      sidebar: ways,
      widget: ways
    };
    return {
      create: place => createHost({ hub, trans, ...elsewhere[place] })
    };
  }
};

export default plugin;

type Ways = Pick<IHostOptions, 'openInTab' | 'goToCell'>;
