import { Signal } from '@lumino/signaling';

import type { IHost, IHostTheme } from '../host';
import { plainText } from '../../model/texts';

/**
 * A theme that can be switched by hand.
 */
export class PlainTheme implements IHostTheme {
  constructor(private _dark = false) {}

  readonly changed = new Signal<this, void>(this);

  isDark(): boolean {
    return this._dark;
  }

  setDark(dark: boolean): void {
    this._dark = dark;
    this.changed.emit();
  }
}

/**
 * A host without a JupyterLab: English, no blobs, no tabs; but for `parts`.
 */
export function plainHost(parts: Partial<IHost> = {}): IHost {
  return {
    trans: plainText,
    theme: new PlainTheme(),
    blob: (run, sha256) =>
      Promise.reject(new Error(`There is no blob ${sha256}`)),
    ...parts
  };
}
