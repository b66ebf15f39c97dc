import { Dialog, ReactWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { RunCollection } from '../model';
import { RunPicker } from './RunPicker';

/**
 * Ask for one of the server's runs.
 *
 * @returns its uid; null when the user changed their mind
 */
export async function pickRun(
  runs: RunCollection,
  trans: TranslationBundle
): Promise<string | null> {
  const body = new PickerBody(runs, trans);
  const dialog = new Dialog<string | null>({
    title: trans.__('Open Run'),
    body,
    focusNodeSelector: 'input',
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.okButton({ label: trans.__('Open') })
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
  constructor(
    private _runs: RunCollection,
    private _trans: TranslationBundle
  ) {
    super();
    this.addClass('jp-Runside-pickerBody');
  }

  /** Called when a run was chosen outright, by a double click or Enter. */
  accepted: () => void = () => undefined;

  getValue(): string | null {
    return this._chosen;
  }

  render(): React.ReactElement {
    return React.createElement(RunPicker, {
      runs: this._runs,
      trans: this._trans,
      onChoose: (run: string | null) => {
        this._chosen = run;
      },
      onAccept: () => this.accepted()
    });
  }

  private _chosen: string | null = null;
}
