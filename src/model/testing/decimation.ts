import { type IStepRange } from '../types';

/** A point of a series. */
export type Point = readonly [step: number, time: number, value: number];

/**
 * What is drawn of points in the order of their steps, read off the definition with no
 * care for speed.
 */
export function drawnOf(
  points: readonly Point[],
  pixelColumns: number,
  range: IStepRange | null
): Point[] {
  const first = range?.first ?? points[0]?.[0];
  const last = range?.last ?? points[points.length - 1]?.[0];
  const within = points.filter(([step]) => step >= first && step <= last);
  const before = points.filter(([step]) => step < first).slice(-1);
  const after = points.filter(([step]) => step > last).slice(0, 1);
  const kept =
    within.length <= 4 * pixelColumns
      ? within
      : bucketed(within, widest(first, last, pixelColumns));
  return [...before, ...kept, ...after];
}

/** The greatest power of two that gives at least half as many buckets as columns. */
export function widest(
  first: number,
  last: number,
  pixelColumns: number
): number {
  const least = Math.max(1, Math.floor(pixelColumns / 2));
  let width = 1;
  // One wider than the range is as wide as need be.
  for (let wider = 1; wider <= 2 * (last - first + 1); wider *= 2) {
    const count = Math.floor(last / wider) - Math.floor(first / wider) + 1;
    if (count >= least) {
      width = wider;
    }
  }
  return width;
}

/** The first, the least, the greatest and the last point of each bucket. */
function bucketed(points: readonly Point[], width: number): Point[] {
  const buckets = new Map<number, Point[]>();
  for (const point of points) {
    const bucket = Math.floor(point[0] / width);
    buckets.set(bucket, [...(buckets.get(bucket) ?? []), point]);
  }
  return Array.from(buckets.values()).flatMap(bucket => {
    const finite = bucket.filter(([, , value]) => Number.isFinite(value));
    const values = finite.map(([, , value]) => value);
    const kept = new Set([
      bucket[0],
      finite[values.indexOf(Math.min(...values))],
      finite[values.indexOf(Math.max(...values))],
      bucket[bucket.length - 1]
    ]);
    return bucket.filter(point => kept.has(point));
  });
}
