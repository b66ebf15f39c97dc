import { IJupyterWidgetRegistry } from '@jupyter-widgets/base';
import type { JupyterFrontEnd } from '@jupyterlab/application';

import { MODULE, VERSION } from './module';
import type { IWidgetPlace } from './runWidget';

/** Tell the widget manager where the classes of our widgets are. They are loaded when the first widget is shown. */
export async function registerWidgets(
  app: JupyterFrontEnd,
  place: IWidgetPlace
): Promise<void> {
  const registry = await app.resolveOptionalService(IJupyterWidgetRegistry);
  registry?.registerWidget({
    name: MODULE,
    version: VERSION,
    exports: async () => (await import('./runWidget')).runWidgets(place)
  });
}
