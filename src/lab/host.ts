import type { TranslationBundle } from '@jupyterlab/translation';

import type { LinkHub } from '../link';
import type { IHost, ILayoutStore } from '../panel/host';
import { pageTheme } from '../panel/pageTheme';

/** What Lab gives to the panels that it shows. */
export interface IHostOptions {
  hub: LinkHub;
  trans: TranslationBundle;
  openInTab?: (run: string) => void;
  goToCell?: (run: string) => void;
  layouts?: ILayoutStore;
}

/** The host of panels in JupyterLab and Notebook. */
export function createHost({ hub, ...rest }: IHostOptions): IHost {
  return {
    ...rest,
    theme: pageTheme(),
    blob: (run, sha256) => hub.blob(run, sha256),
    edit: async (run, edit) => {
      await hub.edit(run, edit);
    }
  };
}
