import { SPARKLINE_WIDTH } from './seriesFeed';

export const SPARKLINE_HEIGHT = 22;

/** Kept free around the line, for its own width. */
const MARGIN = 1.5;

/** Runs that are so many times shorter than the longest have an axis of their own. */
const COMPARABLE = 4;

/**
 * The step at which a sparkline's axis ends: so runs that stand together can be
 * compared by their lengths, and one that is not done leaves room for what comes.
 *
 * @param last - the run's highest step
 * @param total - how many steps it is to have, if that is known
 * @param longest - the highest step of the runs that it stands with
 */
export function axisEnd(
  last: number,
  total: number | null,
  longest: number
): number {
  if (total !== null && total >= last) {
    return total;
  }
  return last * COMPARABLE >= longest ? Math.max(last, longest) : last;
}

/**
 * The line, as the `d` of an SVG path; values that are not finite break it.
 */
export function sparklinePath(
  step: Float64Array,
  value: Float64Array,
  end: number
): string {
  const finite = value.filter(Number.isFinite);
  if (finite.length === 0) {
    return '';
  }
  const [low, high] = extent(finite);
  const first = step[0];
  const x = scale(first, end, MARGIN, SPARKLINE_WIDTH - MARGIN);
  const y = scale(low, high, SPARKLINE_HEIGHT - MARGIN, MARGIN);
  let path = '';
  let isDown = false;
  step.forEach((s, i) => {
    if (!Number.isFinite(value[i])) {
      isDown = false;
      return;
    }
    const point = `${x(s).toFixed(1)} ${y(value[i]).toFixed(1)}`;
    path += `${isDown ? 'L' : 'M'}${point}`;
    // A point by itself is drawn as a line without length, with round ends.
    if (!isDown && !Number.isFinite(value[i + 1])) {
      path += `L${point}`;
    }
    isDown = true;
  });
  return path;
}

function extent(values: Float64Array): [number, number] {
  let low = values[0];
  let high = values[0];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** Where all values are the same they stand in the middle. */
function scale(
  low: number,
  high: number,
  from: number,
  to: number
): (value: number) => number {
  return high > low
    ? value => from + ((value - low) / (high - low)) * (to - from)
    : () => (from + to) / 2;
}
