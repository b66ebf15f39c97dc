import type { Range } from './points';
import { type IAxis, ahead, placeAxis, stepAxis, wholeStepAxis } from './ticks';
import { clockAxis, elapsedAxis } from './timeTicks';

/**
 * What a horizontal axis counts: steps, seconds since the run began, Unix seconds, or
 * the values of a metric.
 */
export type AxisKind = 'step' | 'elapsed' | 'clock' | 'metric';

/** What the horizontal axis of a line depends on. */
export interface IAlong {
  readonly kind: AxisKind;
  /** The places of the first and of the last point, of all; null while there is none. */
  readonly ends: Range | null;
  /** Whether the first one is that of the series. */
  readonly complete: boolean;
  readonly live: boolean;
  readonly totalSteps: number | null;
  /** What is shown of the axis; null for all. */
  readonly zoom: Range | null;
}

/** The axis as it is to be drawn, with about so many ticks. */
export function horizontalAxis(line: IAlong, wanted: number): IAxis {
  if (line.zoom) {
    return axisOf(line.kind, line.zoom, wanted);
  }
  return line.kind === 'step'
    ? stepsOf(line, wanted)
    : axisOf(line.kind, wholeRange(line), wanted);
}

/** What the axis shows when nothing is zoomed. */
export function wholeRange(line: IAlong): Range {
  const { kind, live, ends } = line;
  if (kind === 'step') {
    return stepsOf(line, 1).range;
  }
  const [first, last] = ends ?? [0, 0];
  if (kind === 'metric') {
    return placeAxis(first, last, 1).range;
  }
  // A run's time begins at 0, but for a series that began much later.
  const from =
    kind === 'elapsed' && first < last / 5 ? Math.min(0, first) : first;
  const to = Math.max(last, from + 1);
  return [from, live ? ahead(from, to) : to];
}

function stepsOf(line: IAlong, wanted: number): IAxis {
  const { ends, complete, totalSteps, live } = line;
  const [first, last] = ends ?? [0, 0];
  const from = complete ? first : 0;
  return stepAxis(from, last, wanted, { total: totalSteps, live });
}

function axisOf(kind: AxisKind, range: Range, wanted: number): IAxis {
  switch (kind) {
    case 'step':
      return wholeStepAxis(range, wanted);
    case 'elapsed':
      return elapsedAxis(range, wanted);
    case 'clock':
      return clockAxis(range, wanted);
    case 'metric':
      return placeAxis(...range, wanted);
  }
}
