import { type IFigure, lineFigure, readChartTheme } from '../chart';
import { type ISeries, placeOf, viewOver } from '../model';
import type { ILook } from './context';
import {
  formatCount,
  formatDuration,
  formatExact,
  formatTicks
} from './format';
import type { ITranslation } from './host';
import { formatStepTicks } from './stepTicks';

/** A chart, and over what it stands. */
export interface ISeriesFigure {
  readonly figure: IFigure;
  /** The path of the metric at the horizontal axis; null for the step. */
  readonly over: string | null;
}

/**
 * The chart of a series in a panel; null while there is nothing to draw. It stands over
 * the metric that was defined for it, where the rows that hold both are known; else over
 * the step.
 *
 * @param metric - what it is to be drawn over
 * @param node - where it will be drawn: its size and its theme
 * @param columns - how many pixel columns of data to draw
 */
export function seriesFigure(
  series: ISeries | null,
  metric: ISeries | null,
  columns: number,
  { node, look, trans }: { node: Element; look: ILook; trans: ITranslation }
): ISeriesFigure | null {
  if (!series) {
    return null;
  }
  const joined = metric && viewOver(series, metric, columns);
  const view = joined ?? series.view(columns);
  if (view.step.length === 0) {
    return null;
  }
  const over = joined?.over ?? null;
  const { live, totalSteps, start, colour } = look;
  const figure = lineFigure(
    {
      view,
      over,
      complete: series.complete,
      last: over
        ? { step: over[over.length - 1], value: view.value[over.length - 1] }
        : series.last,
      least: series.least?.value ?? null,
      greatest: series.greatest?.value ?? null,
      live,
      totalSteps,
      colour
    },
    {
      width: node.clientWidth,
      height: node.clientHeight,
      theme: readChartTheme(node),
      formatValues: formatTicks,
      formatSteps: formatStepTicks,
      describePoint: point => [
        place(point, metric, start, trans),
        formatExact(point.value)
      ]
    }
  );
  return { figure, over: over && metric && metric.path };
}

/** "epoch 3 · step 120 · 0:05" */
function place(
  { step, time, over }: { step: number; time: number; over: number | null },
  metric: ISeries | null,
  start: number | null,
  trans: ITranslation
): string {
  const parts = [trans.__('step %1', formatCount(step))];
  if (over !== null && metric) {
    parts.unshift(
      `${inPlotly(placeOf(metric.path, 'number').name)} ${formatExact(over)}`
    );
  }
  if (start !== null) {
    parts.push(formatDuration(time - start, trans));
  }
  return parts.join(' · ');
}

/** Plotly reads some tags in its texts; a name is never one. */
function inPlotly(name: string): string {
  return name.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
