import { POINTS_PER_BUCKET, decimate } from './decimate';
import { type ISeries, type ISeriesView } from './types';

/** A longer series is not brought whole: its points come as for a screen. */
const MOST_COLUMNS = 2 ** 14;

/** What is drawn of a series over another metric than the step. */
export interface IViewOver extends ISeriesView {
  /** The value of the other metric in the row of each point. */
  over: Float64Array;
}

/**
 * How many pixel columns of both series are needed to draw one over the other, where
 * that is possible: each point is needed, since only a row that holds both is one of
 * the line.
 *
 * @param pixelColumns - how wide it is drawn
 */
export function columnsOver(
  series: readonly (ISeries | null)[],
  pixelColumns: number
): number {
  const longest = Math.max(0, ...series.map(one => one?.length ?? 0));
  const columns = 2 ** Math.ceil(Math.log2(longest / POINTS_PER_BUCKET));
  return columns > MOST_COLUMNS
    ? pixelColumns
    : Math.max(columns, pixelColumns);
}

/**
 * The points of a series at the rows that hold another metric too, decimated like any
 * view.
 *
 * @returns null where not every point of both is here, or no row holds both
 */
export function viewOver(
  series: ISeries,
  metric: ISeries,
  pixelColumns: number
): IViewOver | null {
  const mine = whole(series);
  const other = whole(metric);
  const rows = mine && other && join(mine, other);
  if (!rows || rows.length === 0) {
    return null;
  }
  const view = decimate(rows, pixelColumns);
  const over = new Float64Array(view.step.length);
  for (let i = 0, k = 0; i < over.length; i++) {
    while (rows.step[k] < view.step[i]) {
      k++;
    }
    over[i] = rows.over[k];
  }
  return { ...view, over };
}

/** Every point of a series; null where some are not here, or stand in buckets. */
function whole(series: ISeries): ISeriesView | null {
  const view = series.complete ? series.view(Infinity) : null;
  return view?.step.length === view?.of ? view : null;
}

/** The rows of both, where the metric is a place on an axis. */
function join(mine: ISeriesView, other: ISeriesView) {
  const most = Math.min(mine.step.length, other.step.length);
  const rows = {
    step: new Float64Array(most),
    time: new Float64Array(most),
    value: new Float64Array(most),
    over: new Float64Array(most),
    length: 0
  };
  for (let i = 0, k = 0; i < mine.step.length; i++) {
    while (other.step[k] < mine.step[i]) {
      k++;
    }
    if (other.step[k] === mine.step[i] && Number.isFinite(other.value[k])) {
      const row = rows.length++;
      rows.step[row] = mine.step[i];
      rows.time[row] = mine.time[i];
      rows.value[row] = mine.value[i];
      rows.over[row] = other.value[k];
    }
  }
  return rows;
}
