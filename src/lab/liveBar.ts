import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import type { LinkHub } from '../link';
import type { IRunInfo } from '../model';
import { runsShown } from '../notebook/bundle';
import { LiveBar } from '../notebook/liveBar';
import { IRunManager } from '../tokens';
import { CommandIDs } from './commands';

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
      const update = () => {
        if (!panel.isDisposed && panel.context.isReady) {
          const shown = runsShown(panel.content.model);
          const missing = hub.runs.infos.filter(
            info => isLiveIn(info, panel) && !shown.has(info.run)
          );
          bar.setRuns(missing);
        }
      };
      hub.runs.changed.connect(update);
      panel.context.model.contentChanged.connect(update);
      panel.sessionContext.kernelChanged.connect(update);
      panel.disposed.connect(() => hub.runs.changed.disconnect(update));
      void panel.context.ready.then(update);
    };
    notebooks.forEach(watch);
    notebooks.widgetAdded.connect((_, panel) => watch(panel));
  }
};

export default plugin;

function isLiveIn(info: IRunInfo, panel: NotebookPanel): boolean {
  if (info.state !== 'running' && info.state !== 'idle') {
    return false;
  }
  const kernel = panel.sessionContext.session?.kernel?.id;
  return info.kernel !== null && info.kernel === kernel
    ? true
    : info.notebook !== null && info.notebook === panel.context.path;
}
