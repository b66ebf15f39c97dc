/**
 * The place of the first step in [from, end) that is not below this one, or `end`; the
 * steps ascend. It gallops, so that a near place is found in few looks.
 */
export function firstNotBelow(
  step: Float64Array,
  wanted: number,
  from: number,
  end: number
): number {
  let low = from;
  let high = from;
  for (let stride = 1; high < end && step[high] < wanted; stride *= 2) {
    low = high + 1;
    high += stride;
  }
  high = Math.min(high, end);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (step[middle] < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
