import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IRunningSessionManagers } from '@jupyterlab/running';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import type { LinkHub } from '../link';
import { IRunManager } from '../tokens';
import { whenLive } from './whenLive';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'runside:running',
  description: 'Lists live runs among what is running.',
  autoStart: true,
  requires: [IRunManager],
  optional: [IRunningSessionManagers, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    hub: LinkHub,
    managers: IRunningSessionManagers | null,
    translator: ITranslator | null
  ) => {
    if (managers === null) {
      return;
    }
    const trans = (translator ?? nullTranslator).load('runside');
    void app.restored
      .then(() => whenLive(hub.runs))
      .then(() => import('./runningRuns'))
      .then(({ RunningRuns }) =>
        managers.add(new RunningRuns(hub.runs, app.commands, trans))
      );
  }
};

export default plugin;
