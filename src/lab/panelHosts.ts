import {
  ILabShell,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import type { LinkHub } from '../link';
import { IRunManager } from '../tokens';
import { CommandIDs } from './commands';
import { createHost, type IHostOptions } from './host';
import { ProjectLayouts } from './projectLayouts';
import { IPanelHosts } from './tokens';

const plugin: JupyterFrontEndPlugin<IPanelHosts> = {
  id: 'runside:panel-hosts',
  description:
    'Gives run panels their texts, theme, blobs, layouts and ways about.',
  autoStart: true,
  provides: IPanelHosts,
  requires: [IRunManager],
  optional: [ILabShell, IStateDB, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    hub: LinkHub,
    labShell: ILabShell | null,
    stateDB: IStateDB | null,
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
    const layouts = new ProjectLayouts(stateDB);
    // A panel offers only the ways that lead elsewhere. Under a cell the notebook keeps
    // its layout; a widget is arranged by the code that makes it.
    const ofPlace = {
      output: { openInTab: ways.openInTab },
      tab: { goToCell: ways.goToCell, layouts },
      sidebar: { ...ways, layouts },
      widget: ways
    };
    return {
      create: place => createHost({ hub, trans, ...ofPlace[place] }),
      layouts
    };
  }
};

export default plugin;

type Ways = Pick<IHostOptions, 'openInTab' | 'goToCell'>;
