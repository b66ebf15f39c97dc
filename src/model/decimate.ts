import { type ISeriesView } from './types';

/** Points in the order of their steps; `length` of each column counts. */
export interface IPointColumns {
  step: Float64Array;
  /** Unix seconds. */
  time: Float64Array;
  value: Float64Array;
  length: number;
}

/** How many points of a bucket are kept: first, least, greatest and last. */
export const POINTS_PER_BUCKET = 4;

/**
 * What is drawn of a series: all points where they are at most four for each
 * pixel column; else first, least, greatest and last of each bucket. They are
 * real samples, in order, and what is drawn depends only on the points and the
 * columns asked for, not on how the points came.
 *
 * Values that are not finite break the line: one that is first or last in its
 * bucket is kept; they never count as least or greatest.
 *
 * @param of - how many points these stand for
 */
export function decimate(
  points: IPointColumns,
  pixelColumns: number,
  of = points.length
): ISeriesView {
  const { step, time, value, length } = points;
  const columns = Math.max(1, Math.floor(pixelColumns) || 1);
  if (length <= POINTS_PER_BUCKET * columns) {
    return {
      step: step.slice(0, length),
      time: time.slice(0, length),
      value: value.slice(0, length),
      of
    };
  }
  const width = bucketWidth(step[0], step[length - 1], columns);
  const kept = pick(step, value, length, width);
  return {
    step: gather(step, kept),
    time: gather(time, kept),
    value: gather(value, kept),
    of
  };
}

/**
 * The width of the buckets for steps first..last: the greatest power of two
 * that gives at least half as many buckets as there are pixel columns, so fewer
 * than there are pixel columns; 1 at the least, since steps are integers.
 * Buckets are anchored at step 0.
 */
export function bucketWidth(
  first: number,
  last: number,
  pixelColumns: number
): number {
  const least = Math.max(1, Math.floor(pixelColumns / 2));
  let width = 2 ** Math.ceil(Math.log2(last - first + 1));
  while (width > 1 && buckets(first, last, width) < least) {
    width /= 2;
  }
  return width;
}

function buckets(first: number, last: number, width: number): number {
  return Math.floor(last / width) - Math.floor(first / width) + 1;
}

/**
 * The indices of the points to keep, ascending.
 */
function pick(
  step: Float64Array,
  value: Float64Array,
  length: number,
  width: number
): Uint32Array {
  const most = POINTS_PER_BUCKET * buckets(step[0], step[length - 1], width);
  const kept = new Uint32Array(Math.min(length, most));
  let count = 0;
  for (let first = 0; first < length;) {
    const edge = (Math.floor(step[first] / width) + 1) * width;
    let least = -1;
    let greatest = -1;
    let next = first;
    for (; next < length && step[next] < edge; next++) {
      const present = value[next];
      if (present - present !== 0) {
        continue; // Not finite; this is the cheapest test.
      }
      if (least < 0) {
        least = greatest = next;
      } else if (present < value[least]) {
        least = next;
      } else if (present > value[greatest]) {
        greatest = next;
      }
    }
    const last = next - 1;
    let before = -1;
    for (const index of [
      first,
      Math.min(least, greatest),
      Math.max(least, greatest),
      last
    ]) {
      if (index > before) {
        kept[count++] = index;
        before = index;
      }
    }
    first = next;
  }
  return kept.subarray(0, count);
}

function gather(column: Float64Array, indices: Uint32Array): Float64Array {
  const gathered = new Float64Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    gathered[i] = column[indices[i]];
  }
  return gathered;
}
