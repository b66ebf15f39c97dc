import { type IPoints, type Range, inOrder, within } from '../chart';
import {
  type ISeries,
  type ISeriesView,
  type IStepRange,
  viewOver
} from '../model';
import type { AxisName } from './xAxis';

/** The points of a series where a chart has them. */
export interface IPlacedPoints {
  /** Those of the stretch that is shown, and those next to it. */
  readonly points: IPoints;
  /** The steps, where the chart cannot have the axis that was asked for. */
  readonly axis: AxisName;
  /** The places of the first and of the last point, of all; null while there is none. */
  readonly ends: Range | null;
  /** The place of the point of the highest step. */
  readonly lastX: number | null;
}

export interface IPlacing {
  readonly axis: AxisName;
  /** What is at the horizontal axis where that is a metric. */
  readonly metric: ISeries | null;
  /** When the run began, Unix seconds; null as long as nobody has said. */
  readonly start: number | null;
  /** How many pixel columns of data to draw. */
  readonly columns: number;
  /** What is shown of an axis; null for all. */
  readonly zoom: (axis: AxisName) => Range | null;
}

/** More of a line that stands over a metric is not brought, however much it is zoomed. */
const MOST_MAGNIFIED = 64;

/**
 * What is drawn of a series: of the stretch that is shown, and the points next to it, so
 * that the line goes on to the edges.
 */
export function placedPoints(
  series: ISeries,
  placing: IPlacing
): IPlacedPoints {
  const { axis } = placing;
  switch (axis) {
    case 'step':
      return overSteps(series, placing);
    case 'elapsed':
    case 'clock':
      return overTime(series, placing, axis);
    default:
      return overMetric(series, placing) ?? overSteps(series, placing);
  }
}

function overSteps(
  series: ISeries,
  { columns, zoom }: IPlacing
): IPlacedPoints {
  const shown = zoom('step');
  const view = series.view(
    columns,
    shown && { first: Math.floor(shown[0]), last: Math.ceil(shown[1]) }
  );
  // Of what is not shown only the first step is of concern.
  const [first] = shown ? series.view(1).step : view.step;
  const lastX = series.last?.step ?? null;
  return {
    points: placed(view, view.step),
    axis: 'step',
    ends: lastX === null ? null : [first, lastX],
    lastX
  };
}

function overTime(
  series: ISeries,
  { start, columns, zoom }: IPlacing,
  axis: 'elapsed' | 'clock'
): IPlacedPoints {
  const all = series.view(columns);
  const origin = axis === 'clock' ? 0 : (start ?? all.time[0] ?? 0);
  const place = (view: ISeriesView) =>
    inOrder(
      placed(
        view,
        view.time.map(time => time - origin)
      )
    );
  const whole = place(all);
  const shown = zoom(axis);
  return {
    points: shown
      ? closer(whole, shown, steps => place(series.view(columns, steps)))
      : whole,
    axis,
    ends: endsOf(whole),
    lastX: series.last && series.last.time - origin
  };
}

function overMetric(
  series: ISeries,
  { axis, metric, columns, zoom }: IPlacing
): IPlacedPoints | null {
  const all = metric && viewOver(series, metric, columns);
  if (!all) {
    return null;
  }
  const place = (view: typeof all) => inOrder(placed(view, view.over));
  const whole = place(all);
  const ends = endsOf(whole);
  const shown = zoom(axis);
  const magnified =
    ends && shown ? Math.ceil((ends[1] - ends[0]) / (shown[1] - shown[0])) : 1;
  const more =
    magnified > 1 &&
    viewOver(series, metric, columns * Math.min(MOST_MAGNIFIED, magnified));
  return {
    points: shown && more ? cut(place(more), shown) : whole,
    axis,
    ends,
    lastX: all.over[all.over.length - 1]
  };
}

function placed(view: ISeriesView, x: Float64Array): IPoints {
  return { x, step: view.step, time: view.time, value: view.value };
}

function endsOf({ x }: IPoints): Range | null {
  return x.length === 0 ? null : [x[0], x[x.length - 1]];
}

/** Views get closer to a range by a factor of their columns each: few are enough. */
const MOST_VIEWS = 6;

/**
 * The points of a range of times: only steps can be asked for, and which they are is
 * known the better the closer the view is.
 */
function closer(
  whole: IPoints,
  range: Range,
  view: (steps: IStepRange) => IPoints
): IPoints {
  let points = whole;
  let before = Infinity;
  for (let views = 0; views < MOST_VIEWS && points.x.length > 0; views++) {
    const steps = stepsAround(points, range);
    if (steps.last - steps.first >= before) {
      break;
    }
    before = steps.last - steps.first;
    points = view(steps);
  }
  return points;
}

/** The steps of the points within a range and of those next to it. */
function stepsAround({ x, step }: IPoints, range: Range): IStepRange {
  const near = step.subarray(...around(x, range));
  return {
    first: near.reduce((one, other) => Math.min(one, other)),
    last: near.reduce((one, other) => Math.max(one, other))
  };
}

/** The points within a range and those next to it. */
function cut({ x, step, time, value }: IPoints, range: Range): IPoints {
  const [from, end] = around(x, range);
  return {
    x: x.subarray(from, end),
    step: step.subarray(from, end),
    time: time.subarray(from, end),
    value: value.subarray(from, end)
  };
}

function around(x: Float64Array, range: Range): [number, number] {
  const [first, end] = within(x, range);
  return [Math.max(0, first - 1), Math.min(x.length, end + 1)];
}
