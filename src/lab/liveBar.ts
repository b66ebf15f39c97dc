import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Throttler } from '@lumino/polling';

import type { LinkHub } from '../link';
import { openNotebooks } from '../notebook/cells';
import { homeOf } from '../notebook/home';
import { LiveBar } from '../notebook/liveBar';
import { IRunManager } from '../tokens';
import { CommandIDs } from './commands';
import { isLiveRun } from './whenLive';

/** How long changes are gathered, in ms: a notebook changes with every key and every line that a cell prints. */
const INTERVAL = 500;

/**
 * A page that was reloaded in mid-run, before the notebook was saved, has no output for the running cell: this finds the
 * run by what the Jupyter server knows.
 */
const plugin: JupyterFrontEndPlugin<void> = {
  id: 'runside:live-bar',
  description:
    'Says above a notebook which live runs of it have no output there.',
  autoStart: true,
  requires: [IRunManager, INotebookTracker],
  optional: [ITranslator],
  activate: (
    app: JupyterFrontEnd,
    hub: LinkHub,
    notebooks: INotebookTracker,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('runside');
    const watch = (panel: NotebookPanel) => {
      const bar = new LiveBar({
        trans,
        open: run => void app.commands.execute(CommandIDs.openRun, { run })
      });
      panel.contentHeader.addWidget(bar);
      const read = () => {
        if (!panel.isDisposed && panel.context.isReady) {
          bar.setRuns(runsMissing(panel, notebooks, hub));
        }
      };
      const throttler = new Throttler(read, {
        limit: INTERVAL,
        edge: 'trailing'
      });
      const update = () => void throttler.invoke();
      hub.runs.changed.connect(update);
      panel.context.model.contentChanged.connect(update);
      panel.context.pathChanged.connect(update);
      panel.sessionContext.kernelChanged.connect(update);
      panel.disposed.connect(() => {
        hub.runs.changed.disconnect(update);
        throttler.dispose();
      });
      void panel.context.ready.then(read);
    };
    notebooks.forEach(watch);
    notebooks.widgetAdded.connect((_, panel) => watch(panel));
  }
};

export default plugin;

/** The live runs that belong in a notebook and stand in none of its outputs. */
function runsMissing(
  panel: NotebookPanel,
  notebooks: INotebookTracker,
  hub: LinkHub
) {
  const live = hub.runs.infos.filter(isLiveRun);
  if (live.length === 0) {
    return [];
  }
  const open = openNotebooks(notebooks);
  return live.filter(info => {
    const home = homeOf(info, open);
    return home?.panel === panel && !home.shown.has(info.run);
  });
}
