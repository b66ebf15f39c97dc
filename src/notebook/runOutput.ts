import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Panel, Widget } from '@lumino/widgets';

import { type IBundle, decodeBundle, MIME_TYPE } from '../protocol';
import { RunView } from './runView';

/**
 * The output of a cell that called `init()`: the run's panel, drawn from a live model.
 */
export class RunOutput extends Panel implements IRenderMime.IRenderer {
  constructor(options: RunOutput.IOptions) {
    super();
    this._options = options;
    this.addClass('jp-Runside-output');
  }

  renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    try {
      this._showRun(decodeBundle(model.data[MIME_TYPE]));
    } catch (error) {
      this._show(Private.notice((error as Error).message));
    }
    return Promise.resolve();
  }

  private _showRun({ run, name, kernel, comm }: IBundle): void {
    // An output that is shown anew (the document was changed elsewhere) keeps its panel.
    if (this._view instanceof RunView && this._view.run === run) {
      return;
    }
    this._show(
      this._options.opensUnderCell()
        ? this._options.createView(run, { kernel, comm })
        : Private.notice(this._options.closedText(name ?? run))
    );
  }

  private _show(view: Widget): void {
    this._view?.dispose();
    this._view = view;
    this.addWidget(view);
  }

  private _options: RunOutput.IOptions;
  private _view: Widget | null = null;
}

export namespace RunOutput {
  export interface IOptions {
    /** Make the widget of a run. */
    createView: (
      run: string,
      hint: { kernel: string | null; comm: string | null }
    ) => RunView;
    /** Whether the user wants panels under the cells. */
    opensUnderCell: () => boolean;
    /** What stands there instead. */
    closedText: (name: string) => string;
  }
}

namespace Private {
  /** A line of text in the place of a panel. */
  export function notice(text: string): Widget {
    const widget = new Widget();
    widget.addClass('jp-Runside-notice');
    widget.node.textContent = text;
    return widget;
  }
}
