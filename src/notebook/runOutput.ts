import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Panel, Widget } from '@lumino/widgets';

import { pictureBeside } from '../panel/pictureBeside';
import { decodeBundle, MIME_TYPE } from '../protocol';
import { type IToldOfRun, RunPlace } from './runPlace';
import type { RunView } from './runView';
import type { ShownPlaces } from './shownPlaces';

/**
 * The output of a cell that called `init()`: the run's panel, drawn from a live model.
 */
export class RunOutput extends Panel implements IRenderMime.IRenderer {
  constructor(options: RunOutput.IOptions) {
    super();
    this._options = options;
    this.addClass('jp-Runside-output');
  }

  renderModel({ data }: IRenderMime.IMimeModel): Promise<void> {
    try {
      this._showRun({
        bundle: decodeBundle(data[MIME_TYPE]),
        picture: pictureBeside(data)
      });
    } catch (error) {
      this._show(Private.notice((error as Error).message));
    }
    return Promise.resolve();
  }

  private _showRun(told: IToldOfRun): void {
    const { run, name } = told.bundle;
    // An output that is shown anew (its picture was saved, or the document was changed elsewhere) keeps its panel.
    if (this._place instanceof RunPlace && this._place.run === run) {
      this._place.setTold(told);
      return;
    }
    const { opensUnderCell, createView, places, width } = this._options;
    this._show(
      opensUnderCell()
        ? new RunPlace({ told, createView, places, width: width() })
        : Private.notice(this._options.closedText(name ?? run))
    );
  }

  private _show(place: Widget): void {
    this._place?.dispose();
    this._place = place;
    this.addWidget(place);
  }

  private _options: RunOutput.IOptions;
  private _place: Widget | null = null;
}

export namespace RunOutput {
  export interface IOptions {
    /** Make the widget of a run. */
    createView: (told: IToldOfRun) => RunView;
    /** The page's panels. */
    places: ShownPlaces;
    /** About how wide an output is, in pixels. */
    width: () => number;
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
