import type { IDisposable } from '@lumino/disposable';

import { type ISmoothing, type RunModel, columnsOver } from '../model';

/** Widths are rounded down to this, so that a drag does not fetch for each pixel. */
const COLUMN_STEP = 32;

/**
 * A series is not brought closer than this many pixel columns over its whole length:
 * 32,768 points, 0.8 MB.
 */
const MOST_COLUMNS = 2 ** 13;

/** A smoothing is asked for when it has stayed so long, in ms: not each place of a slider. */
const SETTLED = 300;

/**
 * What is held of a run's data for one line: the model sees to it that it is here. What
 * is here already is drawn until then.
 */
export class HeldSeries {
  constructor(
    private readonly _model: RunModel,
    private readonly _path: string
  ) {}

  /**
   * Hold the series as wide as it is to be drawn, and the metric at its axis.
   *
   * @param shown - how many pixel columns are drawn
   * @param over - the path of the metric; null where there is none
   * @param zoomedBy - how many times more than what is shown the whole series is
   * @param smoothing - how it is to be smoothed; null where it is not
   */
  hold(
    shown: number,
    over: string | null,
    zoomedBy: number,
    smoothing: ISmoothing | null
  ): void {
    const { _model: model, _path: path } = this;
    const paths = over === null ? [path] : [path, over];
    const columns =
      over === null
        ? closeUp(shown, zoomedBy)
        : columnsOver(
            paths.map(each => model.series(each)),
            shown
          );
    if (this._columns !== columns || this._over !== over) {
      // The new ones first: what is held all along is not let go.
      const holds = paths.map(each => model.retain(each, columns));
      this.release();
      this._columns = columns;
      this._over = over;
      this._holds = holds;
    }
    this._holdSmoothed(smoothing);
  }

  release(): void {
    this._holds.forEach(hold => hold.dispose());
    this._holds = [];
    this._columns = null;
    clearTimeout(this._settling);
    this._smoothed?.dispose();
    this._smoothed = null;
    this._smoothing = null;
  }

  /** Where the series is not here point by point, the Jupyter server smooths it. */
  private _holdSmoothed(smoothing: ISmoothing | null): void {
    if (smoothing === this._smoothing) {
      return;
    }
    this._smoothing = smoothing;
    clearTimeout(this._settling);
    this._settling = window.setTimeout(() => {
      const { _columns: columns, _smoothed: before } = this;
      this._smoothed =
        smoothing && columns !== null
          ? this._model.retain(this._path, columns, smoothing)
          : null;
      before?.dispose();
    }, SETTLED);
  }

  private _columns: number | null = null;
  private _over: string | null = null;
  private _holds: IDisposable[] = [];
  private _smoothing: ISmoothing | null = null;
  private _smoothed: IDisposable | null = null;
  private _settling = 0;
}

/**
 * How wide the whole series is to be here so that what is shown of it has its detail. By
 * powers of two: not each turn of a wheel fetches.
 */
function closeUp(shown: number, zoomedBy: number): number {
  const closer = shown * 2 ** Math.ceil(Math.log2(Math.max(1, zoomedBy)));
  return Math.max(shown, Math.min(MOST_COLUMNS, closer));
}

/** How many pixel columns of data are drawn in so many pixels. */
export function columnsOf(width: number): number {
  return Math.max(COLUMN_STEP, Math.floor(width / COLUMN_STEP) * COLUMN_STEP);
}
