import { formatDuration, formatTicks } from './format';
import type { ITranslation } from './host';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Seconds since a run began, all ticks in the unit that they are apart: `0.5 s`, `0:10`,
 * `2 min`, `1:30 h`, `3 d`.
 */
export function formatElapsedTicks(
  ticks: readonly number[],
  trans: ITranslation
): string[] {
  const apart = distance(ticks);
  const write = (tick: number): string => {
    if (apart < 1) {
      return trans.__('%1 s', formatTicks([tick])[0]);
    }
    if (apart >= DAY) {
      return trans.__('%1 d', tick / DAY);
    }
    if (apart < MINUTE) {
      return formatDuration(tick, trans);
    }
    const hours = Math.floor(tick / HOUR);
    const minutes = Math.round((tick % HOUR) / MINUTE);
    if (hours === 0) {
      return trans.__('%1 min', minutes);
    }
    return trans.__(
      '%1 h',
      minutes === 0 ? hours : `${hours}:${String(minutes).padStart(2, '0')}`
    );
  };
  return ticks.map(tick => (tick === 0 ? '0' : write(tick)));
}

/**
 * Unix seconds as a clock of 24 hours shows them, which is short; below the first tick,
 * and where the day changes, the date in the user's way.
 */
export function formatClockTicks(ticks: readonly number[]): string[] {
  const apart = distance(ticks);
  const clock = apart < 1 ? FINE() : apart < MINUTE ? SECONDS() : MINUTES();
  let before = '';
  return ticks.map(tick => {
    const date = new Date(tick * 1000);
    const day = DAYS().format(date);
    if (apart >= DAY) {
      return day;
    }
    const time = clock.format(date);
    const text = day === before ? time : `${time}<br>${day}`;
    before = day;
    return text;
  });
}

/** Making a format takes far longer than using it: each is made once. */
function once(options: Intl.DateTimeFormatOptions): () => Intl.DateTimeFormat {
  let format: Intl.DateTimeFormat | undefined;
  return () => (format ??= new Intl.DateTimeFormat(undefined, options));
}

const DAYS = once({ day: 'numeric', month: 'short' });
const MINUTES = once({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const SECONDS = once({ timeStyle: 'medium', hourCycle: 'h23' });
const FINE = once({
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3
});

/** How far ticks are apart; that of seconds, where there is only one. */
function distance(ticks: readonly number[]): number {
  return ticks.length < 2 ? 1 : ticks[1] - ticks[0];
}
