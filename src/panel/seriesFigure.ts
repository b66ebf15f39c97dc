import { type IFigure, lineFigure, readChartTheme } from '../chart';
import type { ISeries } from '../model';
import type { ILook } from './context';
import {
  formatCount,
  formatDuration,
  formatExact,
  formatTicks
} from './format';
import type { ITranslation } from './host';
import { formatStepTicks } from './stepTicks';

/**
 * The chart of a series in a panel; null while there is nothing to draw.
 *
 * @param node - where it will be drawn: its size and its theme
 * @param columns - how many pixel columns of data to draw
 */
export function seriesFigure(
  series: ISeries | null,
  columns: number,
  { node, look, trans }: { node: Element; look: ILook; trans: ITranslation }
): IFigure | null {
  const view = series?.view(columns);
  if (!series || !view || view.step.length === 0) {
    return null;
  }
  const { live, totalSteps, start, colour } = look;
  return lineFigure(
    {
      view,
      complete: series.complete,
      last: series.last,
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
      describePoint: ({ step, time, value }) => {
        const where = trans.__('step %1', formatCount(step));
        return [
          start === null
            ? where
            : `${where} · ${formatDuration(time - start, trans)}`,
          formatExact(value)
        ];
      }
    }
  );
}
