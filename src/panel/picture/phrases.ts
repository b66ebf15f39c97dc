import { type ISavedRun, type Json, isMedium } from '../../protocol';
import { formatCount, formatNumber } from '../format';
import { valueText } from '../valueText';

/**
 * What a picture says in words. English: who reads a saved file may have another
 * language than who made it.
 */

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/**
 * "21 Nov 2026, 17:31 UTC": who reads a saved file may be anywhere.
 *
 * @param seconds - Unix seconds
 */
export function moment(seconds: number): string {
  const then = new Date(seconds * 1000);
  if (Number.isNaN(then.getTime())) {
    return '';
  }
  const two = (n: number) => String(n).padStart(2, '0');
  const time = `${two(then.getUTCHours())}:${two(then.getUTCMinutes())}`;
  return `${then.getUTCDate()} ${MONTHS[then.getUTCMonth()]} ${then.getUTCFullYear()}, ${time} UTC`;
}

export function pointsText({ series }: ISavedRun): string {
  const all = series.reduce((sum, { of }) => sum + of, 0);
  return `${formatCount(all)} points, extremes kept`;
}

/** A value of the summary: numbers short, texts as they are, media by their type. */
export function summaryText(value: Json): string {
  if (typeof value === 'number') {
    return formatNumber(value);
  }
  return isMedium(value) ? `[${value._type}]` : valueText(value);
}
