import {
  type ILineFigure,
  type IPoints,
  type Range,
  lineFigure,
  readChartTheme
} from '../chart';
import { type ISeries, type ISmoothing } from '../model';
import type { ILook } from './context';
import { formatTicks } from './format';
import type { ITranslation } from './host';
import { type IPlacing, placedPoints } from './placedPoints';
import { formatPlaceTicks } from './placeTicks';
import { smoothedSeries } from './smoothedSeries';
import { type AxisName, kindOfAxis } from './xAxis';

/** A chart, and over what it stands. */
export interface ISeriesFigure {
  readonly figure: ILineFigure;
  readonly points: IPoints;
  /** The steps, where the series cannot be drawn over the axis that was asked for. */
  readonly axis: AxisName;
}

/** What somebody wants to see of a series. */
export interface IWanted extends Omit<IPlacing, 'start'> {
  readonly smoothing: ISmoothing | null;
  /** What is shown of the values; null for those of the points that are shown. */
  readonly zoomY: (axis: AxisName) => Range | null;
}

/**
 * The chart of a series in a panel; null while there is nothing to draw. Over a metric it
 * stands where the rows that hold both are known; else over the step.
 *
 * @param node - where it will be drawn: its size and its theme
 */
export function seriesFigure(
  series: ISeries | null,
  wanted: IWanted,
  { node, look, trans }: { node: Element; look: ILook; trans: ITranslation }
): ISeriesFigure | null {
  if (!series || series.length === 0) {
    return null;
  }
  const { live, totalSteps, start, colour } = look;
  const { last, least, greatest, complete } = series;
  const placing = { ...wanted, start };
  const { points, axis, ends, lastX } = placedPoints(series, placing);
  const smooth = wanted.smoothing && smoothedSeries(series, wanted.smoothing);
  // Over the axis that the series stands over itself.
  const smoothed = smooth && placedPoints(smooth, { ...placing, axis });
  const kind = kindOfAxis(axis);
  const figure = lineFigure(
    {
      points,
      smoothed: smoothed && smoothed.axis === axis ? smoothed.points : null,
      kind,
      ends,
      complete,
      last: last && lastX !== null ? { x: lastX, value: last.value } : null,
      least: least?.value ?? null,
      greatest: greatest?.value ?? null,
      zoom: wanted.zoom(axis),
      zoomY: wanted.zoomY(axis),
      live,
      totalSteps,
      colour
    },
    {
      width: node.clientWidth,
      height: node.clientHeight,
      theme: readChartTheme(node),
      formatValues: formatTicks,
      formatPlaces: ticks => formatPlaceTicks(kind, ticks, trans),
      hasSecondLine:
        kind === 'metric' || kind === 'clock' || axis !== wanted.axis
    }
  );
  return { figure, points, axis };
}
