import type { ITranslation } from './host';

/**
 * How numbers, steps, durations and ages are written, everywhere in the views.
 */

/** Beyond this a whole number is rounded like any other. */
const EXACT_INTEGERS = 1e9;

/**
 * A value in four significant digits: `0.9528`, `3.1e-4`, `12,346`. Whole numbers
 * below a billion stay exact.
 */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '-∞';
  }
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < EXACT_INTEGERS) {
    return group(String(value === 0 ? 0 : value));
  }
  if (size >= 1e-3 && size < 1e7) {
    return size >= 1000
      ? group(value.toFixed(0))
      : String(Number(value.toPrecision(4)));
  }
  return shortExponent(Number(value.toPrecision(4)).toExponential());
}

/**
 * All digits of a value, for tooltips and copying.
 */
export function formatExact(value: number): string {
  return Number.isFinite(value) ? String(value) : formatNumber(value);
}

/**
 * A whole number with thousands separators: `1,240`.
 */
export function formatCount(value: number): string {
  return group(value.toFixed(0));
}

/**
 * The numbers of one axis of a small chart, written alike: `0`, `0.0005`, `0.001`;
 * `12.5k`, `1.2M`; `5e-4` only where all are so small.
 */
export function formatTicks(ticks: readonly number[]): string[] {
  const largest = Math.max(0, ...ticks.map(Math.abs));
  const exponents = largest < 1e-3 || largest >= 1e15;
  const scale = exponents ? undefined : UNITS.find(u => largest >= u.from);
  const { unit, suffix } = scale ?? { unit: 1, suffix: '' };
  return ticks.map(tick => {
    // Without the dust of binary fractions: 0.30000000000000004 is 0.3.
    const value = Number((tick / unit).toPrecision(12));
    if (value === 0) {
      return '0';
    }
    return exponents
      ? shortExponent(value.toExponential())
      : `${group(plain(value))}${suffix}`;
  });
}

const UNITS = [
  { from: 1e12, unit: 1e12, suffix: 'T' },
  { from: 1e9, unit: 1e9, suffix: 'G' },
  { from: 1e6, unit: 1e6, suffix: 'M' },
  { from: 1e4, unit: 1e3, suffix: 'k' }
];

/** JavaScript writes 1e-7 for what others write 0.0000001. */
function plain(value: number): string {
  return Math.abs(value) >= 1e-6 ? String(value) : value.toFixed(9);
}

/**
 * Seconds as `0:58`, `1:02:10`, `3 d`, `3 d 4 h`.
 */
export function formatDuration(seconds: number, trans: ITranslation): string {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor(whole / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) {
    return hours % 24 === 0
      ? trans.__('%1 d', days)
      : trans.__('%1 d %2 h', days, hours % 24);
  }
  const two = (n: number) => String(n).padStart(2, '0');
  return hours > 0
    ? `${hours}:${two(minutes % 60)}:${two(whole % 60)}`
    : `${minutes}:${two(whole % 60)}`;
}

/**
 * How fast a run goes: `21 steps/s`, `0.42 steps/s`, or `12 s/step` where a step
 * takes longer than ten seconds.
 */
export function formatRate(
  stepsPerSecond: number,
  trans: ITranslation
): string {
  if (stepsPerSecond >= 0.1) {
    const digits = stepsPerSecond >= 10 ? 0 : stepsPerSecond >= 1 ? 1 : 2;
    return trans.__('%1 steps/s', group(stepsPerSecond.toFixed(digits)));
  }
  return trans.__('%1 s/step', group((1 / stepsPerSecond).toFixed(0)));
}

/**
 * How long ago something was: `now`, `12 s`, `12 min`, `2 h`, `yesterday`, `Thu`,
 * `3 Nov`, `3 Nov 2025`.
 *
 * @param then - Unix seconds
 * @param now - Unix seconds
 */
export function formatAge(
  then: number,
  now: number,
  trans: ITranslation
): string {
  const age = now - then;
  const date = new Date(then * 1000);
  const days = calendarDays(date, new Date(now * 1000));
  if (days === 0 || age < 6 * 3600) {
    return shortAge(age, trans);
  }
  if (days === 1) {
    return trans.__('yesterday');
  }
  if (days < 7) {
    return DATES.weekday().format(date);
  }
  const sameYear = date.getFullYear() === new Date(now * 1000).getFullYear();
  return (sameYear ? DATES.day() : DATES.dayAndYear()).format(date);
}

/**
 * Dates in the user's way. Making a format takes 0.1 ms, far longer than using it,
 * and a list has many: each is made once.
 */
const DATES = {
  weekday: once({ weekday: 'short' }),
  day: once({ day: 'numeric', month: 'short' }),
  dayAndYear: once({ day: 'numeric', month: 'short', year: 'numeric' }),
  dayAndTime: once({ dateStyle: 'medium', timeStyle: 'medium' })
};

function once(options: Intl.DateTimeFormatOptions): () => Intl.DateTimeFormat {
  let format: Intl.DateTimeFormat | undefined;
  return () => (format ??= new Intl.DateTimeFormat(undefined, options));
}

/**
 * The same in a sentence, beside the exact time: `now`, `12 min ago`; null where
 * the exact time says more.
 */
export function formatAgo(
  then: number,
  now: number,
  trans: ITranslation
): string | null {
  const age = now - then;
  if (age >= 48 * 3600) {
    return null;
  }
  return age < NOW ? trans.__('now') : trans.__('%1 ago', shortAge(age, trans));
}

/** Less than so many seconds ago is now. */
const NOW = 5;

function shortAge(age: number, trans: ITranslation): string {
  if (age < NOW) {
    return trans.__('now');
  }
  if (age < 60) {
    return trans.__('%1 s', Math.floor(age));
  }
  return age < 3600
    ? trans.__('%1 min', Math.floor(age / 60))
    : trans.__('%1 h', Math.floor(age / 3600));
}

/**
 * A date with its time, in the user's way: `21 Nov 2026, 14:37:05`.
 *
 * @param seconds - Unix seconds
 */
export function formatTime(seconds: number): string {
  return DATES.dayAndTime().format(new Date(seconds * 1000));
}

/** How many midnights lie between two times. */
function calendarDays(from: Date, to: Date): number {
  const midnight = (d: Date) =>
    Date.UTC(d.getFullYear(), d.getMonth(), d.getDate());
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}

function group(digits: string): string {
  const [whole, fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `1.5e+21` as `1.5e21`. */
function shortExponent(text: string): string {
  return text.replace('e+', 'e');
}
