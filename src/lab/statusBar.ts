import {
  ILabShell,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import type { LinkHub } from '../link';
import { homeOf } from '../notebook/home';
import { OpenNotebook } from '../notebook/openNotebook';
import type { IRunInfo } from '../protocol';
import { IRunManager } from '../tokens';
import { IRunsSidebar } from './tokens';
import { whenLive } from './whenLive';

const PLUGIN = 'runside:status-bar';

/** Beside the kernels, which are what it tells more of. */
const RANK = 20;

const plugin: JupyterFrontEndPlugin<void> = {
  id: PLUGIN,
  description:
    'Says in the status bar how many runs are live, and how far one is.',
  autoStart: true,
  requires: [IRunManager],
  optional: [
    IStatusBar,
    ILabShell,
    INotebookTracker,
    IRunsSidebar,
    ISettingRegistry,
    ITranslator
  ],
  activate: (
    app: JupyterFrontEnd,
    hub: LinkHub,
    statusBar: IStatusBar | null,
    labShell: ILabShell | null,
    notebooks: INotebookTracker | null,
    sidebar: IRunsSidebar | null,
    settings: ISettingRegistry | null,
    translator: ITranslator | null
  ) => {
    if (statusBar === null) {
      return;
    }
    const trans = (translator ?? nullTranslator).load('runside');
    void app.restored
      .then(() => whenLive(hub.runs))
      .then(() => Promise.all([import('./liveStatus'), settings?.load(PLUGIN)]))
      .then(([{ LiveStatus }, loaded]) => {
        const item = new LiveStatus({
          runs: hub.runs,
          trans,
          inView: infos => inView(infos, notebooks),
          open: run => sidebar?.show(run)
        });
        statusBar.registerStatusItem(PLUGIN, {
          item,
          align: 'left',
          rank: RANK,
          isActive: () => item.isActive,
          activeStateChanged: item.activeChanged
        });
        labShell?.currentChanged.connect(() => item.update());
        const read = () => {
          item.isWanted = loaded?.get('showLiveRuns').composite !== false;
        };
        loaded?.changed.connect(read);
        read();
      });
  }
};

export default plugin;

/** The live run of the notebook in front, else the newest of all. */
function inView(
  infos: readonly IRunInfo[],
  notebooks: INotebookTracker | null
): IRunInfo | null {
  const panel = notebooks?.currentWidget;
  const here = panel?.context.isReady ? [new OpenNotebook(panel)] : [];
  return infos.find(info => homeOf(info, here) !== null) ?? infos[0] ?? null;
}
