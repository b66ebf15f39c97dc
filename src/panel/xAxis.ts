import type { AxisKind } from '../chart';

/** What a horizontal axis counts: see `AxisKind`; the path of a metric after a colon. */
export type AxisName = 'step' | 'elapsed' | 'clock' | `metric:${string}`;

/** What somebody chose for all charts: `defined` is what `define_metric` says, else steps. */
export type XAxis = 'defined' | AxisName;

const METRIC = 'metric:';

export function metricAxis(path: string): AxisName {
  return `${METRIC}${path}`;
}

/** The path of the metric that an axis counts; null for other axes. */
export function metricOf(axis: XAxis): string | null {
  return axis.startsWith(METRIC) ? axis.slice(METRIC.length) : null;
}

export function kindOfAxis(axis: AxisName): AxisKind {
  return axis === 'step' || axis === 'elapsed' || axis === 'clock'
    ? axis
    : 'metric';
}

/**
 * The horizontal axis of the chart of a metric.
 *
 * @param stepMetric - what was defined for the metric
 */
export function axisFor(
  chosen: XAxis,
  path: string,
  stepMetric: string | null
): AxisName {
  if (chosen === 'defined') {
    return stepMetric === null ? 'step' : metricAxis(stepMetric);
  }
  // A metric over itself would be a straight line.
  return metricOf(chosen) === path ? 'step' : chosen;
}
