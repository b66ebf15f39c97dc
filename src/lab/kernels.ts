import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import type { ISessionContext } from '@jupyterlab/apputils';
import { IConsoleTracker } from '@jupyterlab/console';
import { INotebookTracker } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';

import type { LinkHub } from '../link/hub';
import { IRunManager } from '../tokens';
import { KernelPort } from './ports';

/**
 * Links the kernels that notebooks and consoles are connected to. No connection is made for our sake.
 */
const plugin: JupyterFrontEndPlugin<void> = {
  id: 'runside:kernels',
  description:
    'Listens to the runs of the kernels of open notebooks and consoles.',
  autoStart: true,
  requires: [IRunManager],
  optional: [INotebookTracker, IConsoleTracker],
  activate: (
    _app: JupyterFrontEnd,
    hub: LinkHub,
    notebooks: INotebookTracker | null,
    consoles: IConsoleTracker | null
  ) => {
    notebooks?.forEach(panel => followKernel(hub, panel.sessionContext));
    notebooks?.widgetAdded.connect((_, panel) =>
      followKernel(hub, panel.sessionContext)
    );
    consoles?.forEach(panel => followKernel(hub, panel.sessionContext));
    consoles?.widgetAdded.connect((_, panel) =>
      followKernel(hub, panel.sessionContext)
    );
  }
};

export default plugin;

/** Keep the hub linked to whatever kernel a session has. */
function followKernel(hub: LinkHub, session: ISessionContext): void {
  let link: IDisposable | null = null;
  const follow = () => {
    link?.dispose();
    const kernel = session.session?.kernel;
    link = kernel ? hub.addKernel(new KernelPort(kernel)) : null;
  };
  session.kernelChanged.connect(follow);
  session.disposed.connect(() => {
    link?.dispose();
    link = null;
  });
  follow();
}
