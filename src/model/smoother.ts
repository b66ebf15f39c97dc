import { type ISmoothing, checkSmoothing, smooths } from './smoothing';
import {
  ExponentialAverage,
  type IExponentialState,
  roundedRange
} from './smoothingExponential';
import { averageWindows, reachOf } from './smoothingWindow';

/** By how much the room for smoothed values grows. */
const GROWTH = 1.5;

/** What is smoothed; `length` of each column counts, in the order of steps. */
export interface ISmoothable {
  step: Float64Array;
  value: Float64Array;
  length: number;
}

/** The points that an exponential average has counted before those at hand. */
export interface IBegun {
  readonly state: Readonly<IExponentialState>;
  /** The rounded range of steps that their weights depend on. */
  readonly range: number;
}

/**
 * The smoothed values of whole columns.
 *
 * @throws RangeError where the smoothing is none that there is
 */
export function smooth(
  step: Float64Array,
  value: Float64Array,
  smoothing: ISmoothing
): Float64Array {
  const { length } = value;
  return new Smoother(smoothing).of({ step, value, length }, 0).slice();
}

/**
 * The smoothed values of growing columns. Of points that are appended only they, and
 * before them those whose window they have come into, are looked at.
 */
export class Smoother {
  /**
   * @param begun - what an exponential average has counted before the first point
   * @throws RangeError where the smoothing is none that there is
   */
  constructor(
    readonly smoothing: ISmoothing,
    private readonly _begun: IBegun | null = null
  ) {
    checkSmoothing(smoothing);
    this._isExponential =
      smoothing.kind === 'ema' || smoothing.kind === 'time-weighted-ema';
    this._reach = this._isExponential ? 0 : reachOf(smoothing);
  }

  /** The first place at which the latest call may have given another value than before. */
  get changedFrom(): number {
    return this._changedFrom;
  }

  /**
   * A value for each point. They are those of this moment: the next call changes them.
   *
   * @param rewrites - counts the changes of the columns other than appends
   */
  of(points: ISmoothable, rewrites: number): Float64Array {
    const { value, length } = points;
    if (!smooths(this.smoothing)) {
      return value.subarray(0, length);
    }
    if (rewrites !== this._rewrites || length < this._seen) {
      this._rewrites = rewrites;
      this._seen = 0;
      this._average = null;
    }
    this._reserve(length);
    this._changedFrom = this._seen;
    if (this._isExponential) {
      this._runExponential(points);
    } else if (length > this._seen) {
      const from = Math.max(0, this._seen - this._reach);
      const { smoothing, _smoothed: into } = this;
      this._changedFrom = from;
      averageWindows(value, length, smoothing, from, length, into);
    }
    this._seen = length;
    return this._smoothed.subarray(0, length);
  }

  private _runExponential(points: ISmoothable): void {
    const { length } = points;
    const range = this._rangeOf(points);
    if (this._average === null || range !== this._range) {
      const state = this._begun?.state;
      this._average = new ExponentialAverage(this.smoothing, range, state);
      this._range = range;
      this._seen = 0;
      this._changedFrom = 0;
    }
    this._average.run(points, this._seen, length, this._smoothed);
  }

  /** The range that the weights depend on; 0 where they do not. */
  private _rangeOf({ step, length }: ISmoothable): number {
    if (this.smoothing.kind !== 'time-weighted-ema' || length === 0) {
      return 0;
    }
    return this._begun?.range ?? roundedRange(step[0], step[length - 1]);
  }

  private _reserve(length: number): void {
    if (this._smoothed.length < length) {
      const room = Math.ceil(GROWTH * this._smoothed.length);
      const larger = new Float64Array(Math.max(length, room));
      larger.set(this._smoothed.subarray(0, this._seen));
      this._smoothed = larger;
    }
  }

  private readonly _isExponential: boolean;
  private readonly _reach: number;
  private _average: ExponentialAverage | null = null;
  private _range = 0;
  private _rewrites = -1;
  private _seen = 0;
  private _changedFrom = 0;
  private _smoothed = new Float64Array();
}
