import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';

import { IPanelHosts } from '../lab/tokens';
import type { LinkHub } from '../link';
import { IRunManager } from '../tokens';

/** The plugin of ipywidgets; with `jupyterlab_widgets` not installed there is none. */
const WIDGET_MANAGER = '@jupyter-widgets/jupyterlab-manager:plugin';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'runside:widget',
  description: 'Draws what run.widget() makes, where ipywidgets is installed.',
  autoStart: true,
  requires: [IRunManager, IPanelHosts],
  activate: (app: JupyterFrontEnd, hub: LinkHub, hosts: IPanelHosts) => {
    if (!app.hasPlugin(WIDGET_MANAGER)) {
      return;
    }
    // The registry's token is part of ipywidgets' code, which nobody waits for when Lab starts. The manager's plugin has
    // loaded it, so that this takes what is there.
    void app.started
      .then(() => import('./register'))
      .then(({ registerWidgets }) => registerWidgets(app, { hub, hosts }));
  }
};

export default plugin;
