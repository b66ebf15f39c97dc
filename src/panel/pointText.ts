import type { IPoints, IPointText } from '../chart';
import { placeOf } from '../model';
import {
  formatCount,
  formatDuration,
  formatExact,
  formatNumber
} from './format';
import type { ITranslation } from './host';
import { type AxisName, metricOf } from './xAxis';

/**
 * What is said of one point of a line: "epoch 3 · step 120 · 0:05" and its exact value.
 *
 * @param start - when the run began, Unix seconds
 */
export function pointText(
  { x, step, time, value }: IPoints,
  index: number,
  axis: AxisName,
  start: number | null,
  trans: ITranslation
): IPointText {
  const parts = [trans.__('step %1', formatCount(step[index]))];
  const metric = metricOf(axis);
  if (metric !== null) {
    const { name } = placeOf(metric, 'number');
    parts.unshift(`${name} ${formatExact(x[index])}`);
  }
  if (start !== null) {
    parts.push(formatDuration(time[index] - start, trans));
  }
  if (axis === 'clock') {
    parts.push(clock().format(new Date(time[index] * 1000)));
  }
  return {
    head: parts.join(' · '),
    value: formatExact(value[index]),
    short: formatNumber(value[index])
  };
}

/** Making a format takes far longer than using it. */
let made: Intl.DateTimeFormat | null = null;

function clock(): Intl.DateTimeFormat {
  return (made ??= new Intl.DateTimeFormat(undefined, {
    timeStyle: 'medium',
    hourCycle: 'h23'
  }));
}
