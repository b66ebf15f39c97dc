import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Panel, Widget } from '@lumino/widgets';

import type { ILayoutStore } from '../panel/host';
import { pictureBeside } from '../panel/pictureBeside';
import { decodeBundle, MIME_TYPE } from '../protocol';
import type { IToldOfRun, RunPlace } from './runPlace';
import type { RunView } from './runView';
import type { ShownPlaces } from './shownPlaces';

/**
 * The output of a cell that called `init()`: the run's panel, drawn from a live model.
 * What makes its place is loaded with the first one.
 */
export class RunOutput extends Panel implements IRenderMime.IRenderer {
  constructor(options: RunOutput.IOptions) {
    super();
    this._options = options;
    this.addClass('jp-Runside-output');
  }

  async renderModel({ data }: IRenderMime.IMimeModel): Promise<void> {
    try {
      await this._showRun({
        bundle: decodeBundle(data[MIME_TYPE]),
        picture: pictureBeside(data)
      });
    } catch (error) {
      this._told = null;
      this._show(Private.notice((error as Error).message));
    }
  }

  private async _showRun(told: IToldOfRun): Promise<void> {
    const { run, name } = told.bundle;
    // An output that is shown anew (its picture was saved, or the document was changed elsewhere) keeps its panel.
    if (this._runPlace?.run === run) {
      this._runPlace.setTold(told);
      return;
    }
    const { opensUnderCell, createView, places, layouts, width } =
      this._options;
    this._told = told;
    if (!opensUnderCell()) {
      this._show(Private.notice(this._options.closedText(name ?? run)));
      return;
    }
    const { RunPlace } = await import('./runPlace');
    // Meanwhile it may have been told something else, or be gone.
    if (this._told === told) {
      const place = new RunPlace({
        told,
        createView,
        places,
        layouts,
        width: width()
      });
      this._show(place, place);
    }
  }

  private _show(place: Widget, runPlace: RunPlace | null = null): void {
    if (this.isDisposed) {
      place.dispose();
      return;
    }
    this._place?.dispose();
    this._place = place;
    this._runPlace = runPlace;
    this.addWidget(place);
  }

  private _options: RunOutput.IOptions;
  private _place: Widget | null = null;
  /** The place, where it is that of a panel. */
  private _runPlace: RunPlace | null = null;
  /** What it was told last. */
  private _told: IToldOfRun | null = null;
}

export namespace RunOutput {
  export interface IOptions {
    /** Make the widget of a run. */
    createView: (told: IToldOfRun) => RunView;
    /** The page's panels. */
    places: ShownPlaces;
    /** How they are arranged. */
    layouts: ILayoutStore;
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
