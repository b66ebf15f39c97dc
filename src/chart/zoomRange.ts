import type { Range } from './points';

/** A stretch that is less than this part of the whole is not zoomed into. */
const LEAST_PART = 1e-7;

/**
 * The range that is so many times narrower, in which `about` stays where it is on the
 * screen.
 *
 * @param factor - below 1 the range gets wider
 */
export function scaled(range: Range, about: number, factor: number): Range {
  const [low, high] = range;
  return [about - (about - low) / factor, about + (high - about) / factor];
}

/**
 * The range as a chart can show it: within the whole, and not narrower than can be told
 * apart; null for all of it.
 */
export function bounded(range: Range, whole: Range): Range | null {
  const [from, to] = whole;
  const least = (to - from) * LEAST_PART;
  const width = Math.max(range[1] - range[0], least);
  if (width >= to - from) {
    return null;
  }
  const middle = (range[0] + range[1]) / 2;
  const low = Math.min(Math.max(middle - width / 2, from), to - width);
  return [low, low + width];
}
