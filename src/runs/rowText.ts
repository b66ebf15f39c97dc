import {
  formatAge,
  formatCount,
  formatExact,
  formatNumber,
  formatTime
} from '../panel/format';
import type { ITranslation } from '../panel/host';
import { isLive, stateWord } from '../panel/states';
import type { IRunColumns, IRunInfo } from '../protocol';

/**
 * What a row says of its run.
 */

/** "now", "12 min", "yesterday": since the run's last record. */
export function ageOf(
  info: IRunInfo,
  now: number,
  trans: ITranslation
): string {
  return formatAge(info.lastT ?? info.start, now, trans);
}

/**
 * The second line, behind the dot: state, age, the step of a run that did not come
 * to its end, tags; and whose it is, if it is somebody else's.
 */
export function secondLine(
  info: IRunInfo,
  age: string,
  trans: ITranslation
): string {
  return [
    ...(info.mine || info.owner === null ? [] : [info.owner]),
    stateWord(info.state, trans),
    age,
    ...(info.step === null || info.state === 'finished'
      ? []
      : [trans.__('step %1', formatCount(info.step))]),
    ...info.tags
  ].join(' · ');
}

/** All of it, for the tooltip. */
export function wholeText(info: IRunInfo, trans: ITranslation): string {
  const lines = [
    `${info.project} / ${info.name}`,
    info.step === null
      ? stateWord(info.state, trans)
      : `${stateWord(info.state, trans)} · ${trans.__('step %1', formatCount(info.step))}`,
    trans.__('Began %1', formatTime(info.start))
  ];
  const add = (text: string) => lines.push(text);
  if (!isLive(info.state) && info.lastT !== null) {
    add(trans.__('Last record %1', formatTime(info.lastT)));
  }
  if (info.notebook ?? info.program) {
    add(info.notebook ?? info.program ?? '');
  }
  if (info.tags.length > 0) {
    add(trans.__('Tags: %1', info.tags.join(', ')));
  }
  if (info.notes) {
    add(info.notes);
  }
  if (!info.mine && info.owner !== null) {
    add(trans.__('Belongs to %1, and can only be read', info.owner));
  }
  return lines.join('\n');
}

/** A run's value of the list's metric, in short and exactly; null where it has none. */
export function metricText(
  columns: IRunColumns | null | undefined
): { short: string; exact: string } | null {
  if (!columns) {
    return null;
  }
  const { summary, value } = columns;
  if (typeof summary === 'string') {
    return { short: summary, exact: summary };
  }
  const number =
    typeof summary === 'number' ? summary : value[value.length - 1];
  return number === undefined
    ? null
    : { short: formatNumber(number), exact: formatExact(number) };
}

/** The row, read aloud. */
export function spokenText(
  info: IRunInfo,
  second: string,
  metric: { key: string; exact: string } | null,
  trans: ITranslation
): string {
  return [
    info.name,
    ...(info.hidden ? [trans.__('hidden')] : []),
    second.replaceAll(' · ', ', '),
    ...(metric ? [`${metric.key} ${metric.exact}`] : [])
  ].join(', ');
}
