import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';

import { link } from './link/link';
import { panel } from './panel/panel';

export default [link, panel] as unknown as IRenderMime.IExtension[];
