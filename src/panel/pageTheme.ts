import { type ISignal, Signal } from '@lumino/signaling';

import type { IHostTheme } from './host';

/** JupyterLab and Notebook say on the body which kind of theme they have put on. */
const MARK = 'data-jp-theme-light';

/** The theme of the page, as its body says it: shared by all panels of the page. */
class PageTheme implements IHostTheme {
  constructor() {
    new MutationObserver(() => this._changed.emit()).observe(document.body, {
      attributeFilter: [MARK, 'data-jp-theme-name']
    });
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  isDark(): boolean {
    return document.body.getAttribute(MARK) === 'false';
  }

  private readonly _changed = new Signal<this, void>(this);
}

let theme: PageTheme | null = null;

export function pageTheme(): IHostTheme {
  theme ??= new PageTheme();
  return theme;
}
