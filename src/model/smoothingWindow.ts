import { type ISmoothing } from './smoothing';

/** Of values beyond this the sums of a window might be infinite. */
const HUGE = 1e280;

/** They are added as this much of themselves: a power of two, so to the last bit. */
const SHRUNK = 2 ** -64;

/** Averages that are computed together: what that takes fits into a cache. */
const BLOCK = 4096;

/**
 * How many points on either side of a point count for it, in each of the running
 * averages that are taken one after the other.
 *
 * `running-average` is one, of the width that was asked for; an even width counts as
 * the next odd one. `gaussian` is three, whose variances, `h(h + 1) / 3`, add up to
 * that of the gaussian as nearly as they can: the sum of the three weighs each point
 * within 3 % of the gaussian's peak (W3C Filter Effects, feGaussianBlur).
 */
export function halfWidths({ kind, amount }: ISmoothing): readonly number[] {
  if (kind === 'running-average') {
    return [Math.floor(amount / 2)];
  }
  const variance = amount * amount;
  const half = Math.floor((Math.sqrt(1 + 4 * variance) - 1) / 2);
  const left = variance - half * (half + 1);
  const wider = Math.floor((3 * left) / (2 * (half + 1)) + 0.5);
  return [0, 1, 2].map(i => (i < wider ? half + 1 : half));
}

/** How many points on either side count for a point in the end. */
export function reachOf(smoothing: ISmoothing): number {
  return halfWidths(smoothing).reduce((sum, half) => sum + half, 0);
}

/**
 * Running averages, one after the other, over the points `from..to` of a column of
 * `length`; those at the ends are over the points that there are. What is not finite
 * passes through and is not counted. Each result depends on the points within reach
 * alone, to the last bit.
 */
export function averageWindows(
  value: Float64Array,
  length: number,
  smoothing: ISmoothing,
  from: number,
  to: number,
  into: Float64Array
): void {
  const halves = halfWidths(smoothing);
  const size = Math.max(BLOCK, 4 * reachOf(smoothing));
  for (let start = from; start < to; start += size) {
    const end = Math.min(to, start + size);
    averageBlock(value, length, halves, start, end, into);
  }
}

function averageBlock(
  value: Float64Array,
  length: number,
  halves: readonly number[],
  from: number,
  to: number,
  into: Float64Array
): void {
  const reach = halves.reduce((sum, half) => sum + half, 0);
  // Beyond the ends of the column are points that are not counted.
  const size = to - from + 2 * reach;
  const values = new Float64Array(size);
  const counts = new Float64Array(size);
  const first = Math.max(0, from - reach);
  const after = Math.min(length, to + reach);
  const scale = isHuge(value, first, after) ? SHRUNK : 1;
  for (let i = first; i < after; i++) {
    if (Number.isFinite(value[i])) {
      values[i - from + reach] = value[i] * scale;
      counts[i - from + reach] = 1;
    }
  }
  const sums = halves.reduce(windowSums, values);
  const weights = halves.reduce(windowSums, counts);
  const constant = constantUpTo(value, first, after);
  for (let i = from; i < to; i++) {
    const begins = Math.max(first, i - reach);
    const ends = Math.min(after, i + reach + 1);
    // What is constant stays what it is, whatever the rounding of sums.
    into[i] =
      !Number.isFinite(value[i]) || constant[begins - first] >= ends
        ? value[i]
        : sums[i - from] / weights[i - from] / scale;
  }
}

function isHuge(value: Float64Array, first: number, after: number): boolean {
  for (let i = first; i < after; i++) {
    if (Math.abs(value[i]) > HUGE && Number.isFinite(value[i])) {
      return true;
    }
  }
  return false;
}

/**
 * The sums of all windows of `2 · half + 1` numbers; as many fewer as the last ones
 * lack. The sum of a window is made of those of its halves, so nothing is ever taken
 * out of a sum again: a 1e30 leaves no trace behind it.
 */
function windowSums(numbers: Float64Array, half: number): Float64Array {
  const width = 2 * half + 1;
  const count = numbers.length - width + 1;
  // The sums of windows whose width is a power of two.
  let power = numbers;
  let sums: Float64Array | null = null;
  let covered = 0;
  for (let size = 1; size <= width; size *= 2) {
    if (width & size) {
      sums = sums ? added(sums, power, covered, count) : power;
      covered += size;
    }
    if (size * 2 <= width) {
      power = added(power, power, size, power.length - size);
    }
  }
  return (sums ?? numbers).subarray(0, count);
}

function added(
  one: Float64Array,
  other: Float64Array,
  shift: number,
  length: number
): Float64Array {
  const sums = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    sums[i] = one[i] + other[i + shift];
  }
  return sums;
}

/**
 * For each point first..after up to where all that is finite is of the same value.
 */
function constantUpTo(
  value: Float64Array,
  first: number,
  after: number
): Uint32Array {
  const upTo = new Uint32Array(after - first);
  let constant = NaN;
  let begins = after;
  let ends = after;
  for (let i = after - 1; i >= first; i--) {
    if (Number.isFinite(value[i])) {
      if (value[i] !== constant) {
        constant = value[i];
        ends = begins;
      }
      begins = i;
    }
    upTo[i - first] = ends;
  }
  return upTo;
}
