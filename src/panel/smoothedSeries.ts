import { type ISeries, type ISeriesView, type ISmoothing } from '../model';

/**
 * A series as its smoothed line, which is drawn like any; null as long as the Jupyter
 * server has not sent what the page cannot smooth by itself.
 */
export function smoothedSeries(
  series: ISeries,
  smoothing: ISmoothing
): ISeries | null {
  if (series.smoothed(smoothing, 1) === null) {
    return null;
  }
  const { path, length, last, least, greatest, complete } = series;
  const nothing: ISeriesView = {
    step: new Float64Array(),
    time: new Float64Array(),
    value: new Float64Array(),
    of: length
  };
  return {
    path,
    length,
    last,
    least,
    greatest,
    complete,
    view: (pixelColumns, range) =>
      series.smoothed(smoothing, pixelColumns, range) ?? nothing,
    smoothed: () => null
  };
}
