import { Pyramid } from './pyramid';
import { firstNotBelow } from './stepSearch';
import { type ISeriesView, type IStepRange } from './types';

/** Points in the order of their steps; `length` of each column counts. */
export interface IPointColumns {
  step: Float64Array;
  /** Unix seconds. */
  time: Float64Array;
  value: Float64Array;
  length: number;
  /** That of the values; one is made for each view where none is kept. */
  readonly pyramid?: Pyramid;
}

export interface IDecimation {
  /** How many points these stand for; by default so many as they are. */
  readonly of?: number;
  /** Where the chart begins and ends; null for all of the points. */
  readonly range?: IStepRange | null;
}

/** How many points of a bucket are kept: first, least, greatest and last. */
export const POINTS_PER_BUCKET = 4;

/**
 * What is drawn of a series: all points where they are at most four for each
 * pixel column; else first, least, greatest and last of each bucket. They are
 * real samples, in order, and what is drawn depends only on the points, the
 * range and the columns asked for, not on how the points came.
 *
 * Values that are not finite break the line: one that is first or last in its
 * bucket is kept; they never count as least or greatest.
 *
 * With a range this holds of the points within it, and the nearest on each side
 * of it are drawn too.
 */
export function decimate(
  points: IPointColumns,
  pixelColumns: number,
  { of = points.length, range = null }: IDecimation = {}
): ISeriesView {
  const { step, time, value, length } = points;
  const columns = Math.max(1, Math.floor(pixelColumns) || 1);
  const stretch = stretchOf(points, range);
  const { start, end } = stretch;
  const stands = { of: end - start < length ? end - start : of };
  if (end - start <= POINTS_PER_BUCKET * columns) {
    const from = Math.max(0, start - 1);
    return {
      step: step.slice(from, Math.min(length, end + 1)),
      time: time.slice(from, Math.min(length, end + 1)),
      value: value.slice(from, Math.min(length, end + 1)),
      ...stands
    };
  }
  const kept = pick(points, stretch, columns);
  return {
    step: gather(step, kept),
    time: gather(time, kept),
    value: gather(value, kept),
    ...stands
  };
}

/** The steps at the edges of a chart, and the places of the points between. */
interface IStretch {
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
}

function stretchOf(
  { step, length }: IPointColumns,
  range: IStepRange | null
): IStretch {
  // Steps are integers, so that these are the outermost that a chart shows.
  const low = Math.ceil(range?.first ?? NaN);
  const high = Math.floor(range?.last ?? NaN);
  const first = Number.isSafeInteger(low) ? low : step[0];
  const last = Number.isSafeInteger(high) ? high : step[length - 1];
  const start = firstNotBelow(step, first, 0, length);
  return {
    first,
    last,
    start,
    end: firstNotBelow(step, last + 1, start, length)
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
  let width = 2 ** (Math.floor(Math.log2(last - first + 1)) + 1);
  while (width > 1 && buckets(first, last, width) < least) {
    width /= 2;
  }
  return width;
}

function buckets(first: number, last: number, width: number): number {
  return Math.floor(last / width) - Math.floor(first / width) + 1;
}

/**
 * The places of the points to keep, ascending: those of the buckets, and the
 * neighbours of the stretch.
 */
function pick(
  { step, value, length, pyramid = new Pyramid() }: IPointColumns,
  { first, last, start, end }: IStretch,
  columns: number
): Uint32Array {
  const width = bucketWidth(first, last, columns);
  const most = POINTS_PER_BUCKET * buckets(step[start], step[end - 1], width);
  const kept = new Uint32Array(Math.min(end - start, most) + 2);
  let count = 0;
  let before = -1;
  const keep = (place: number) => {
    if (place > before) {
      kept[count++] = before = place;
    }
  };
  keep(start - 1);
  for (let at = start; at < end;) {
    const edge = (Math.floor(step[at] / width) + 1) * width;
    const next = firstNotBelow(step, edge, at + 1, end);
    const { least, greatest } = pyramid.extremes(value, at, next);
    keep(at);
    keep(Math.min(least, greatest));
    keep(Math.max(least, greatest));
    keep(next - 1);
    at = next;
  }
  if (end < length) {
    keep(end);
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
