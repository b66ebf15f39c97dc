/**
 * Axis ranges and ticks in round numbers. Both depend only on the data, never on
 * what was drawn before: two pages that hold the same run show the same picture.
 */

/** The round numbers between which an axis grows, within a decade. */
const ROUND = [1, 2, 5, 10];

/**
 * How much of the range is kept free above (for the uppermost line of the grid) and,
 * where the values come close to it, below: so the line is drawn whole.
 */
const PADDING = 0.04;

export interface IAxis {
  readonly range: readonly [number, number];
  readonly ticks: readonly number[];
}

/**
 * The vertical axis of values between `least` and `greatest`. It grows in steps of
 * half a tick, so that it keeps still while values come.
 */
export function valueAxis(
  least: number,
  greatest: number,
  wanted: number
): IAxis {
  const [low, high] = spread(least, greatest);
  const step = roundUp((high - low) / wanted);
  const from = snap(low, step / 2, Math.floor);
  const to = snap(high, step / 2, Math.ceil);
  const padding = (to - from) * PADDING;
  return {
    range: [low - from < padding ? from - padding : from, to + padding],
    ticks: multiples(step, from, to)
  };
}

/**
 * The horizontal axis of a run's steps: to its end where that is known; while it
 * is live, to a round number of steps ahead; else to the last step.
 */
export function stepAxis(
  first: number,
  last: number,
  wanted: number,
  { total, live }: { total: number | null; live: boolean }
): IAxis {
  if (first === last && first > 0 && (total === null || total <= last)) {
    // One step so far: in the middle.
    return { range: [last - 1, last + 1], ticks: [last] };
  }
  const from = first > last / 5 ? first : Math.min(0, first);
  let to = last;
  if (total !== null && total >= last) {
    to = total;
  } else if (live) {
    to = ahead(from, Math.max(from + 1, last));
  }
  return wholeStepAxis([from, Math.max(to, from + 1)], wanted);
}

/** An axis of exactly these steps, whose ticks are whole. */
export function wholeStepAxis(
  range: readonly [number, number],
  wanted: number
): IAxis {
  const step = Math.max(1, roundUp((range[1] - range[0]) / wanted));
  return { range, ticks: multiples(step, ...range) };
}

/** How far an axis goes that grows in round stretches, so that it keeps still. */
export function ahead(from: number, to: number): number {
  return from + roundUp(to - from, GROWTH);
}

/**
 * A horizontal axis from one value to another: of a metric that others are drawn over.
 */
export function placeAxis(
  least: number,
  greatest: number,
  wanted: number
): IAxis {
  const [from, to] = spread(least, greatest);
  const step = roundUp((to - from) / wanted);
  return { range: [from, to], ticks: multiples(step, from, to) };
}

/** How the horizontal axis of a live run of unknown length grows. */
const GROWTH = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** Where all values are the same, some room around them. */
function spread(least: number, greatest: number): [number, number] {
  // Not wider than rounding errors: the axis cannot tell the two apart.
  const smallest = Math.max(Math.abs(least), Math.abs(greatest)) * 1e-12;
  if (greatest - least > smallest) {
    return [least, greatest];
  }
  const room = Math.abs(least) / 10 || 1;
  return [least - room, least + room];
}

/** The least round number that is not below `size`. */
export function roundUp(
  size: number,
  round: readonly number[] = ROUND
): number {
  const decade = 10 ** Math.floor(Math.log10(size));
  const digit = size / decade;
  return (round.find(r => r >= digit - 1e-9) ?? 10) * decade;
}

function snap(
  value: number,
  step: number,
  towards: (n: number) => number
): number {
  // A value on a step within rounding stays there.
  const steps = value / step;
  const near = Math.round(steps);
  return (Math.abs(steps - near) < 1e-9 ? near : towards(steps)) * step;
}

/** The multiples of a distance from one place to another, both in them. */
export function multiples(step: number, from: number, to: number): number[] {
  const found: number[] = [];
  const end = Math.floor(to / step + 1e-9);
  for (let i = Math.ceil(from / step - 1e-9); i <= end; i++) {
    // Not -0.
    found.push(i * step + 0);
  }
  return found;
}
