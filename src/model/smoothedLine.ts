import { type ISmoothedColumns } from '../protocol';
import { Columns } from './columns';
import { type Cursors } from './coverage';
import { type IPointColumns } from './decimate';
import { Pyramid } from './pyramid';
import { Smoother } from './smoother';
import { type ISmoothing } from './smoothing';
import { NOTHING_COUNTED, roundedRange } from './smoothingExponential';

/** What the Jupyter server gave of a smoothed series: its records up to a seq. */
export interface ISmoothedBase {
  readonly columns: ISmoothedColumns;
  /** For each writer a seq. */
  readonly upTo: Cursors;
  readonly pixelColumns: number;
}

/**
 * A growing series, smoothed: every point of it counts. Where each is here, this page
 * smooths them; where only buckets of the earlier ones are, the Jupyter server has,
 * and this goes on from the last points that it had.
 */
export class SmoothedLine {
  /** @throws RangeError where the smoothing is none that there is */
  constructor(private readonly _smoothing: ISmoothing) {
    this._whole = new Smoother(_smoothing);
  }

  /** What the Jupyter server gave. */
  get base(): ISmoothedBase | null {
    return this._base;
  }

  set base(base: ISmoothedBase | null) {
    this._base = base;
    this._joined = null;
  }

  /** The points with smoothed values, where every one of the series is given. */
  ofWhole(numbers: Columns): IPointColumns {
    const { step, time, length } = numbers;
    if (numbers !== this._numbers) {
      this._numbers = numbers;
      this._whole = new Smoother(this._smoothing);
    }
    const value = this._whole.of(numbers, numbers.rewrites);
    this._pyramid.cut(this._whole.changedFrom);
    return { step, time, value, length, pyramid: this._pyramid };
  }

  /**
   * The same where the earlier ones are given in buckets, and those from the base's
   * last one on exactly; null without a base.
   */
  ofBase(numbers: Columns): IPointColumns | null {
    if (this._base === null || this._base.columns.rest.step.length === 0) {
      return null;
    }
    if (!this._joined?.isOf(numbers)) {
      this._joined = new Joined(this._smoothing, this._base.columns, numbers);
    }
    return this._joined.points();
  }

  private _whole: Smoother;
  private readonly _pyramid = new Pyramid();
  private _numbers: Columns | null = null;
  private _base: ISmoothedBase | null = null;
  private _joined: Joined | null = null;
}

/** Whether the series has outgrown the range that the weights in a base depend on. */
export function isOutgrown(
  { kind }: ISmoothing,
  { columns }: ISmoothedBase,
  last: number
): boolean {
  const { step } = columns;
  return (
    kind === 'time-weighted-ema' &&
    step.length > 0 &&
    roundedRange(step[0], last) > rangeOf(columns)
  );
}

function rangeOf({ step, rest }: ISmoothedColumns): number {
  return roundedRange(step[0], rest.step[rest.step.length - 1]);
}

/**
 * The smoothed points of a base, and after them those that this page has smoothed.
 *
 * The base's last points came as they were logged, since what follows counts for them
 * too. The very last one may be a row that is still open, and be replaced.
 */
class Joined {
  constructor(
    smoothing: ISmoothing,
    base: ISmoothedColumns,
    private readonly _numbers: Columns
  ) {
    const { rest, reach, counted, of } = base;
    this._rewrites = _numbers.rewrites;
    this._exact = Columns.of(rest);
    this._last = rest.step[rest.step.length - 1];
    // Of the first ones of the rest, what counted before them is not here.
    this._first = rest.step.length < of ? reach : 0;
    const state = counted ?? NOTHING_COUNTED;
    this._smoother = new Smoother(smoothing, { state, range: rangeOf(base) });
    const from = rest.step[this._first];
    for (let i = 0; i < base.step.length && base.step[i] < from; i++) {
      this._points.push(base.step[i], base.time[i], base.value[i]);
    }
    this._settled = this._points.length;
  }

  /** Whether these are still the points that this goes on with. */
  isOf(numbers: Columns): boolean {
    return numbers === this._numbers && numbers.rewrites === this._rewrites;
  }

  points(): IPointColumns {
    this._takeNumbers();
    const { _exact: exact, _points: points } = this;
    const value = this._smoother.of(exact, this._replaced);
    const from = Math.max(this._first, this._smoother.changedFrom);
    points.pyramid.cut(this._settled + from - this._first);
    for (let i = from; i < exact.length; i++) {
      const place = this._settled + i - this._first;
      if (place < points.length) {
        points.value[place] = value[i];
      } else {
        points.push(exact.step[i], exact.time[i], value[i]);
      }
    }
    return points;
  }

  /** Those from the base's last one on; what came late for steps before it is in none. */
  private _takeNumbers(): void {
    const { _numbers: numbers, _exact: exact } = this;
    this._seen = Math.max(this._seen, numbers.find(this._last));
    for (; this._seen < numbers.length; this._seen++) {
      const step = numbers.step[this._seen];
      const value = numbers.value[this._seen];
      if (step > this._last) {
        exact.push(step, numbers.time[this._seen], value);
      } else if (!Object.is(exact.value[exact.length - 1], value)) {
        exact.value[exact.length - 1] = value;
        this._replaced += 1;
      }
    }
  }

  private readonly _exact: Columns;
  private readonly _points = new Columns();
  private readonly _smoother: Smoother;
  private readonly _last: number;
  private readonly _rewrites: number;
  /** Of the exact points the first that is one of the line. */
  private readonly _first: number;
  /** How many points of the base come before that. */
  private readonly _settled: number;
  /** How many of the numbers have been looked at. */
  private _seen = 0;
  private _replaced = 0;
}
