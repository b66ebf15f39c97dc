import { type Json } from '../protocol';

/** The registers of the statistics, as JSON has them. */
export interface IStatistics {
  n: number;
  min?: number | bigint;
  max?: number | bigint;
  sum?: number;
  rest?: number;
}

/**
 * Least, greatest, sum and count of the finite numbers among the observations of
 * a key.
 */
export class Statistics {
  n = 0;
  min: number | bigint | null = null;
  max: number | bigint | null = null;
  /** In the order of observation; and what rounding has left out of it. */
  sum = 0;
  rest = 0;

  /** Null where nothing was counted, or too much of it for a float. */
  get mean(): number | null {
    const { n, sum, rest } = this;
    return n > 0 && Number.isFinite(sum) ? (sum + rest) / n : null;
  }

  /** Count one visit's value. Only finite numbers count. */
  observe(value: Json): void {
    if (typeof value !== 'number' && typeof value !== 'bigint') {
      return;
    }
    const number = Number(value);
    if (!Number.isFinite(number)) {
      return;
    }
    this.n += 1;
    this._add(number);
    if (this.min === null || isLess(value, this.min)) {
      this.min = value;
    }
    if (this.max === null || isGreater(value, this.max)) {
      this.max = value;
    }
  }

  copy(): Statistics {
    return Statistics.fromJson(this.toJson());
  }

  toJson(): IStatistics {
    const { n, min, max, sum, rest } = this;
    return min !== null && max !== null
      ? { n, min, max, sum, ...(rest !== 0 && { rest }) }
      : { n };
  }

  static fromJson({ n, min, max, sum, rest }: IStatistics): Statistics {
    const statistics = new Statistics();
    statistics.n = n;
    statistics.min = min ?? null;
    statistics.max = max ?? null;
    statistics.sum = sum ?? 0;
    statistics.rest = rest ?? 0;
    return statistics;
  }

  /**
   * Neumaier's sum (ZAMM 54, 1974): so that the mean is the same for any order of
   * the observations.
   */
  private _add(number: number): void {
    const sum = this.sum + number;
    this.rest +=
      Math.abs(this.sum) >= Math.abs(number)
        ? this.sum - sum + number
        : number - sum + this.sum;
    this.sum = sum;
    if (!Number.isFinite(sum)) {
      this.rest = 0;
    }
  }
}

/**
 * Of equal numbers -0 is the least, 0 the greatest, and an integer beyond 2^53 stands
 * before a float, so that it makes no difference which of them came first.
 */
function isLess(one: number | bigint, other: number | bigint): boolean {
  return one < other || isInstead(one, other) || isZeros(one, other);
}

function isGreater(one: number | bigint, other: number | bigint): boolean {
  return one > other || isInstead(one, other) || isZeros(other, one);
}

function isInstead(one: number | bigint, other: number | bigint): boolean {
  // Of numbers of two types, so without `===`.
  return typeof one === 'bigint' && one <= other && one >= other;
}

function isZeros(
  negative: number | bigint,
  positive: number | bigint
): boolean {
  return Object.is(negative, -0) && Object.is(positive, 0);
}
