import type { IThemeManager } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';

import type { LinkHub } from '../link/hub';
import type { IHost } from '../panel/host';

/** What Lab gives to the panels that it shows. */
export interface IHostOptions {
  hub: LinkHub;
  trans: TranslationBundle;
  themes: IThemeManager | null;
  openInTab?: (run: string) => void;
  goToCell?: (run: string) => void;
}

/** The host of panels in JupyterLab and Notebook. */
export function createHost(options: IHostOptions): IHost {
  const { hub, trans, themes, openInTab, goToCell } = options;
  const anchor = {};
  const changed = new Signal<unknown, void>(anchor);
  themes?.themeChanged.connect(() => changed.emit());
  return {
    trans,
    theme: {
      changed,
      isDark: () =>
        themes?.theme ? !themes.isLight(themes.theme) : isDarkPage()
    },
    blob: (run, sha256) => hub.blob(run, sha256),
    openInTab,
    goToCell
  };
}

function isDarkPage(): boolean {
  return document.body.dataset.jpThemeLight === 'false';
}
