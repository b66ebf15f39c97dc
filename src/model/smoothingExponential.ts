import { type ISmoothing } from './smoothing';

/**
 * The time-weighted average forgets as much over the whole range of steps as over
 * this many points. W&B has such a number, and does not publish it.
 */
const VIEWPORT = 1000;

/** The most that the time-weighted average keeps, as W&B has it. */
const MOST_KEPT = 0.999;

/** What an exponential average knows of the points that it has counted. */
export interface IExponentialState {
  mean: number;
  /** The sum of the weights of the points; 0 where none has been counted. */
  weight: number;
  /** The step of the last one. */
  step: number;
}

/** Nothing has been counted. */
export const NOTHING_COUNTED: Readonly<IExponentialState> = {
  mean: NaN,
  weight: 0,
  step: NaN
};

/**
 * Both exponential averages, each the mean of all points up to now, where a point
 * weighs less by a factor for each one (`ema`) or for the steps (`time-weighted-ema`)
 * that came after it.
 *
 * TensorBoard's `last = last·w + (1 − w)·y` over `1 − wⁿ`, and W&B's
 * `last = last·a + y` over `d = d·a + 1`, are both `mean += (y − mean) / d`: so what
 * is constant stays what it is to the last bit, and no power can underflow.
 */
export class ExponentialAverage {
  /**
   * @param range - the steps from first to last, as `roundedRange` gives them
   */
  constructor(
    { kind, amount }: ISmoothing,
    range: number,
    private _state: Readonly<IExponentialState> = NOTHING_COUNTED
  ) {
    this._isTimed = kind === 'time-weighted-ema';
    this._kept = this._isTimed
      ? Math.min(Math.sqrt(amount), MOST_KEPT)
      : amount;
    this._perStep = range > 0 ? VIEWPORT / range : 0;
  }

  get state(): Readonly<IExponentialState> {
    return this._state;
  }

  /**
   * Go on over the points from..length. What is not finite passes through and is
   * not counted.
   */
  run(
    { step, value }: { step: Float64Array; value: Float64Array },
    from: number,
    length: number,
    into: Float64Array
  ): void {
    const { _isTimed: isTimed, _kept: kept, _perStep: perStep } = this;
    let { mean, weight, step: last } = this._state;
    let gap = NaN;
    let decay = kept;
    for (let i = from; i < length; i++) {
      const present = value[i];
      if (present - present !== 0) {
        into[i] = present; // Not finite; this is the cheapest test.
        continue;
      }
      if (isTimed && step[i] - last !== gap) {
        // Most metrics are logged at equal distances: one power for all.
        gap = step[i] - last;
        decay = weight === 0 ? 0 : kept ** (gap * perStep);
      }
      weight = weight * decay + 1;
      // No step waits for this division but its own.
      const gain = 1 / weight;
      const change = present - mean;
      if (weight === 1) {
        mean = present;
      } else if (change - change === 0) {
        mean += change * gain;
      } else {
        // Their distance is beyond all floats.
        mean = mean * (1 - gain) + present * gain;
      }
      last = step[i];
      into[i] = mean;
    }
    this._state = { mean, weight, step: last };
  }

  private readonly _isTimed: boolean;
  private readonly _kept: number;
  private readonly _perStep: number;
}

/**
 * The range of some steps, rounded up to five binary digits: at most a sixteenth too
 * wide. So the weights of a growing series stay what they are most of the time, and
 * an append costs only itself.
 */
export function roundedRange(first: number, last: number): number {
  const range = last - first;
  if (!(range > 0)) {
    return 0;
  }
  let unit = 1;
  while (range / unit > 32) {
    unit *= 2;
  }
  return Math.ceil(range / unit) * unit;
}
