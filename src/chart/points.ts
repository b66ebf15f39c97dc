/** Two ends of an axis, or of a stretch of it: the lower first. */
export type Range = readonly [low: number, high: number];

/** Points where a chart has them: real samples, in the order of x. */
export interface IPoints {
  /** The place on the horizontal axis. */
  readonly x: Float64Array;
  readonly step: Float64Array;
  /** Unix seconds. */
  readonly time: Float64Array;
  readonly value: Float64Array;
}

/**
 * The points in the order of x. Those with the same x keep their order, so that late
 * results find their place and nothing else moves.
 */
export function inOrder(points: IPoints): IPoints {
  const { x } = points;
  if (isAscending(x)) {
    return points;
  }
  const order = Uint32Array.from(x, (_, i) => i).sort(
    (one, other) => x[one] - x[other] || one - other
  );
  const put = (column: Float64Array) =>
    Float64Array.from(order, index => column[index]);
  return {
    x: put(x),
    step: put(points.step),
    time: put(points.time),
    value: put(points.value)
  };
}

/** The index of the first point whose x is not below this one. */
export function firstFrom(x: Float64Array, place: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (x[middle] < place) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The index of the point that is nearest to a place; -1 where there is none. */
export function nearest(x: Float64Array, place: number): number {
  const after = firstFrom(x, place);
  if (after === x.length) {
    return x.length - 1;
  }
  return after > 0 && place - x[after - 1] < x[after] - place
    ? after - 1
    : after;
}

/** The points within a range: the index of the first, and that after the last. */
export function within(
  x: Float64Array,
  [low, high]: Range
): [first: number, end: number] {
  let end = firstFrom(x, high);
  while (end < x.length && x[end] === high) {
    end++;
  }
  return [firstFrom(x, low), end];
}

/** The index of the point at a place; that of this step, where several are there. */
export function indexAt(
  { x, step }: IPoints,
  at: { readonly x: number; readonly step: number }
): number {
  const first = nearest(x, at.x);
  for (let i = first; i < x.length && x[i] === x[first]; i++) {
    if (step[i] === at.step) {
      return i;
    }
  }
  return first;
}

/** Where the point is whose step is nearest. */
export function placeOfStep({ x, step }: IPoints, wanted: number): number {
  let best = 0;
  for (let i = 1; i < step.length; i++) {
    if (Math.abs(step[i] - wanted) < Math.abs(step[best] - wanted)) {
      best = i;
    }
  }
  return x[best];
}

/**
 * The least and the greatest value that a line has within a range, at the edges too,
 * where it goes on to points outside of it; null where it has none.
 */
export function extremesWithin(
  { x, value }: IPoints,
  range: Range
): Range | null {
  const [low, high] = range;
  let least = Infinity;
  let greatest = -Infinity;
  const meet = (met: number) => {
    if (Number.isFinite(met)) {
      least = Math.min(least, met);
      greatest = Math.max(greatest, met);
    }
  };
  const [first, end] = within(x, range);
  for (let i = first; i < end; i++) {
    meet(value[i]);
  }
  for (const [edge, after] of [
    [low, first],
    [high, end]
  ]) {
    if (after > 0 && after < x.length) {
      const share = (edge - x[after - 1]) / (x[after] - x[after - 1]);
      meet(value[after - 1] + share * (value[after] - value[after - 1]));
    }
  }
  return least <= greatest ? [least, greatest] : null;
}

function isAscending(column: Float64Array): boolean {
  for (let i = 1; i < column.length; i++) {
    if (column[i] < column[i - 1]) {
      return false;
    }
  }
  return true;
}
