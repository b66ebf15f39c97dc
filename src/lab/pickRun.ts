import { Dialog, ReactWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { RunCollection } from '../model';
import type { IRunInfo } from '../protocol';
import { RunPicker } from './RunPicker';

export interface IPickerOptions {
  runs: RunCollection;
  trans: TranslationBundle;
  title: string;
  /** What the button says that takes the marked run. */
  action: string;
  /** Which runs can be picked. */
  suits: (info: IRunInfo) => boolean;
}

/**
 * Ask for one of the server's runs.
 *
 * @returns its uid; null when the user changed their mind
 */
export async function pickRun(options: IPickerOptions): Promise<string | null> {
  const { trans, title, action } = options;
  const body = new PickerBody(options);
  const dialog = new Dialog<string | null>({
    title,
    body,
    focusNodeSelector: 'input',
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.okButton({ label: action })
    ]
  });
  body.accepted = () => dialog.resolve(1);
  dialog.addClass('jp-Runside-pickerDialog');
  const { button, value } = await dialog.launch();
  return button.accept ? (value ?? null) : null;
}

class PickerBody
  extends ReactWidget
  implements Dialog.IBodyWidget<string | null>
{
  constructor(private _options: IPickerOptions) {
    super();
    this.addClass('jp-Runside-pickerBody');
  }

  /** Called when a run was chosen outright, by a double click or Enter. */
  accepted: () => void = () => undefined;

  getValue(): string | null {
    return this._chosen;
  }

  render(): React.ReactElement {
    const { runs, trans, suits } = this._options;
    return React.createElement(RunPicker, {
      runs,
      trans,
      suits,
      onChoose: (run: string | null) => {
        this._chosen = run;
      },
      onAccept: () => this.accepted()
    });
  }

  private _chosen: string | null = null;
}
