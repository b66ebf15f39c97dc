import { type IAxis, valueAxis } from '../../chart/ticks';
import { placeOf } from '../../model';
import type { ISavedSeries } from '../../protocol';
import { formatNumber, formatTicks } from '../format';
import { formatStepTicks } from '../stepTicks';
import { type IBox, drawLine, place } from './line';
import { element, number, rule, text, title } from './markup';
import { AXIS, BORDER, GRID, QUIET } from './style';

const TICKS = 4;

/** Pixels between the card and its data. */
const MARGINS = { left: 50, top: 34, right: 20, bottom: 24 };

/**
 * One card: the key at the left, its last value at the right, the line below. All
 * are drawn over steps; one that the page draws over another metric says so.
 */
export function drawChart(
  series: ISavedSeries,
  x: IAxis,
  colour: string,
  card: IBox
): string {
  const box = {
    left: card.left + MARGINS.left,
    top: card.top + MARGINS.top,
    width: card.width - MARGINS.left - MARGINS.right,
    height: card.height - MARGINS.top - MARGINS.bottom
  };
  const y = axisOf(series.value);
  return [
    frame(card),
    heading(series, card),
    axes(x, y, box),
    series.stepMetric === null ? '' : axisName(box),
    line(series, x, y, colour, box)
  ].join('');
}

function frame({ left, top, width, height }: IBox): string {
  return element('rect', {
    x: left,
    y: top,
    width,
    height,
    rx: 5,
    fill: 'none',
    stroke: BORDER
  });
}

function heading({ key, value }: ISavedSeries, card: IBox): string {
  const last = formatNumber(value[value.length - 1]);
  const room = 8 * last.length;
  const y = card.top + 20;
  return (
    text(placeOf(key, 'number').name, {
      x: card.left + 10,
      y,
      width: card.width - 28 - room,
      weight: 600
    }) +
    text(last, {
      x: card.left + card.width - 10,
      y,
      width: room + 8,
      anchor: 'end'
    })
  );
}

/** The vertical axis; null where there is no finite value. */
function axisOf(values: readonly number[]): IAxis | null {
  const finite = values.filter(Number.isFinite);
  return finite.length > 0
    ? valueAxis(Math.min(...finite), Math.max(...finite), TICKS)
    : null;
}

/** A horizontal grid with its numbers, and the line of the steps. */
function axes(x: IAxis, y: IAxis | null, box: IBox): string {
  const { left, top, width, height } = box;
  const bottom = top + height;
  const steps = formatStepTicks(x.ticks).map((label, i) =>
    text(label, {
      x: left + place(x, x.ticks[i]) * width,
      y: bottom + 14,
      width: 70,
      size: 10.5
    })
  );
  return [
    y === null ? nothing(box) : grid(y, box),
    rule(left, bottom, width, AXIS),
    element('g', { fill: QUIET, 'text-anchor': 'middle' }, steps.join(''))
  ].join('');
}

/** Left of the first tick's number, below those of the values. */
function axisName({ left, top, height }: IBox): string {
  return text('step', {
    x: left - 20,
    y: top + height + 14,
    width: 30,
    size: 10.5,
    fill: QUIET,
    anchor: 'end'
  });
}

function grid(y: IAxis, { left, top, width, height }: IBox): string {
  const at = y.ticks.map(tick => top + (1 - place(y, tick)) * height);
  const lines = at.map(
    line => `M${number(left)} ${number(line)}h${number(width)}`
  );
  const labels = formatTicks(y.ticks).map((label, i) =>
    text(label, { x: left - 6, y: at[i] + 3.5, width: 50, size: 10.5 })
  );
  return (
    element('path', { d: lines.join(''), stroke: GRID }) +
    element('g', { fill: QUIET, 'text-anchor': 'end' }, labels.join(''))
  );
}

function nothing({ left, top, width, height }: IBox): string {
  return text('no finite value', {
    x: left + width / 2,
    y: top + height / 2,
    width,
    size: 11,
    fill: QUIET,
    anchor: 'middle'
  });
}

function line(
  series: ISavedSeries,
  x: IAxis,
  y: IAxis | null,
  colour: string,
  box: IBox
): string {
  const name = title(series.key);
  if (y === null) {
    return element('g', {}, name);
  }
  const { path, dots } = drawLine(series, x, y, box);
  const stroke =
    path &&
    element('path', {
      d: path,
      fill: 'none',
      stroke: colour,
      'stroke-width': 1.75,
      'stroke-linejoin': 'round'
    });
  // A point alone is a dot to be seen; one between pieces of a line is as thick as the line.
  const r = path ? 1.25 : 3;
  const circles = dots.map(([cx, cy]) => element('circle', { cx, cy, r }));
  return element('g', { fill: colour }, name + stroke + circles.join(''));
}
