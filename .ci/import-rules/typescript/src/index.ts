import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import { plugin } from './lab/plugin';
import { panel } from './panel/panel';

export default [plugin, panel] as JupyterFrontEndPlugin<void>[];
