import type { Range } from './points';
import type { IAxis } from './ticks';
import { multiples, roundUp } from './ticks';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What people count time by, in seconds. */
const UNITS = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map(n => n * MINUTE),
  ...[1, 2, 3, 6, 12].map(n => n * HOUR)
];

/** An axis of seconds since something began. */
export function elapsedAxis(range: Range, wanted: number): IAxis {
  return { range, ticks: multiples(timeStep(range, wanted), ...range) };
}

/**
 * An axis of Unix seconds, whose ticks are round by the clock of the page's time zone.
 */
export function clockAxis(range: Range, wanted: number): IAxis {
  const step = timeStep(range, wanted);
  const [from, to] = range.map(shownAt);
  const ticks = multiples(step, from, to)
    // As a clock shows them; back from there, an hour less or more in between.
    .map(shown => shown - offset(shown - offset(shown)))
    .filter(tick => tick >= range[0] && tick <= range[1]);
  return { range, ticks };
}

/** The distance of ticks, so that there are at most about as many as wanted. */
function timeStep([from, to]: Range, wanted: number): number {
  const least = (to - from) / wanted;
  if (least < 1) {
    return roundUp(least);
  }
  return UNITS.find(unit => unit >= least) ?? roundUp(least / DAY) * DAY;
}

/** What a clock of this time zone shows, as if it were in Greenwich. */
function shownAt(seconds: number): number {
  return seconds + offset(seconds);
}

function offset(seconds: number): number {
  return -new Date(seconds * 1000).getTimezoneOffset() * MINUTE;
}
