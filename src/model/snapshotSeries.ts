import { type ISavedSeries, encodeSeries } from '../protocol';
import { type RunModel } from './runModel';
import { bytesInNotebook } from './trimTree';
import { type IMetricRule, type ISeries } from './types';

/** A card has no more pixels than these. */
const MOST_COLUMNS = 256;

/** A pixel column of four points takes more bytes than these. */
const LEAST_COLUMN = 40;

/** Significant digits of a value: more than a chart can show. */
const DIGITS = 6;

/**
 * Series decimated alike until all fit in so many bytes: those with few points
 * leave their room to the others. Where not even a few points of each fit, the
 * later ones are left out.
 *
 * @param start - of the run, Unix seconds
 */
export function snapshotSeries(
  run: Pick<RunModel, 'keys' | 'metric' | 'series'>,
  start: number,
  budget: number
): { series: ISavedSeries[]; leftOut: number } {
  const all = drawn(run);
  const most = Math.ceil(budget / (all.length * LEAST_COLUMN));
  let columns = Math.max(1, Math.min(MOST_COLUMNS, most));
  for (;;) {
    const taken = all.map(one =>
      takeSeries(one, run.metric(one.path), start, columns)
    );
    const sizes = taken.map(one =>
      bytesInNotebook(encodeSeries(one, start), 2)
    );
    const needed = sizes.reduce((sum, size) => sum + size, 0);
    if (needed <= budget) {
      return { series: taken, leftOut: 0 };
    }
    if (columns === 1) {
      const kept = firstThatFit(taken, sizes, budget);
      return { series: kept, leftOut: taken.length - kept.length };
    }
    // Not far below what the sizes ask for, and one fewer at the least.
    const wanted = Math.ceil((1.2 * columns * budget) / needed);
    columns = Math.max(1, Math.min(columns - 1, wanted));
  }
}

/** The series that have cards, and those that are drawn over. */
function drawn(run: Pick<RunModel, 'keys' | 'metric' | 'series'>): ISeries[] {
  const paths = run
    .keys()
    .filter(({ kind }) => kind === 'number')
    .map(({ path }) => path);
  const shown = paths.filter(path => !run.metric(path).hidden);
  const needed = new Set([
    ...shown,
    ...shown.map(path => run.metric(path).stepMetric)
  ]);
  return paths
    .filter(path => needed.has(path))
    .map(path => run.series(path))
    .filter(found => found !== null && found.length > 0) as ISeries[];
}

function firstThatFit(
  taken: readonly ISavedSeries[],
  sizes: readonly number[],
  budget: number
): ISavedSeries[] {
  let left = budget;
  return taken.filter((_, i) => {
    left -= sizes[i];
    return left >= 0;
  });
}

function takeSeries(
  series: ISeries,
  { stepMetric, goal, operations, hidden }: IMetricRule,
  start: number,
  columns: number
): ISavedSeries {
  const { step, time, value, of } = series.view(columns);
  const last = time.length > 0 ? time[time.length - 1] : start;
  const grain = timeGrain(last - start);
  return {
    key: series.path,
    of,
    stepMetric,
    goal,
    best: operations.has('best'),
    hidden,
    step: Array.from(step),
    time: Array.from(
      time,
      t => start + Math.round((t - start) * grain) / grain
    ),
    value: Array.from(value, short)
  };
}

/** Parts of a second that times are rounded to, for a run of so many seconds. */
function timeGrain(duration: number): number {
  return duration < 100 ? 100 : duration < 10_000 ? 10 : 1;
}

function short(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS));
}
