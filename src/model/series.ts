import { type ISeries, type ISeriesView, type IStepRange } from './types';
import { decimate } from './decimate';
import { type PathPoints } from './pathPoints';
import { type ISmoothing } from './smoothing';

/**
 * The numbers of one path, as views read them.
 */
export class Series implements ISeries {
  /**
   * @param points - the points as the run's rows have them at present
   */
  constructor(
    readonly path: string,
    private readonly _points: PathPoints,
    readonly complete: boolean
  ) {}

  get length(): number {
    return this._points.count;
  }

  get last(): ISeries['last'] {
    const { step, time, value, length } = this._points.numbers();
    const index = length - 1;
    return length > 0
      ? { step: step[index], time: time[index], value: value[index] }
      : null;
  }

  get least(): ISeries['least'] {
    return this._points.extremes().least;
  }

  get greatest(): ISeries['greatest'] {
    return this._points.extremes().greatest;
  }

  view(pixelColumns: number, range: IStepRange | null = null): ISeriesView {
    const { length: of } = this;
    return decimate(this._points.numbers(), pixelColumns, { of, range });
  }

  smoothed(
    smoothing: ISmoothing,
    pixelColumns: number,
    range: IStepRange | null = null
  ): ISeriesView | null {
    const { length: of, _points: points } = this;
    const smoothed = this.complete
      ? points.smoothed.points(points, smoothing)
      : null;
    return smoothed && decimate(smoothed, pixelColumns, { of, range });
  }
}
