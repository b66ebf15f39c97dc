import type { IMetricRule, ISeries } from '../model';
import { formatCount, formatNumber } from './format';
import { direction } from './headlineMetrics';
import type { ITranslation } from './host';

/**
 * "lowest 0.1601 at 1,120": a fact of the data, where the goal that was defined or the
 * metric's name says which counts; else nothing.
 */
export function extremeText(
  series: ISeries,
  goal: IMetricRule['goal'],
  trans: ITranslation
): string {
  const found = extremeOf(series, goal);
  if (found === null) {
    return '';
  }
  const value = formatNumber(found.value);
  const step = formatCount(found.step);
  return wantedOf(series, goal) === 'low'
    ? trans.__('lowest %1 at %2', value, step)
    : trans.__('highest %1 at %2', value, step);
}

/** The point that counts; null where nothing says which, or no value is finite. */
export function extremeOf(
  series: ISeries,
  goal: IMetricRule['goal']
): ISeries['least'] {
  const wanted = wantedOf(series, goal);
  return wanted === null
    ? null
    : wanted === 'low'
      ? series.least
      : series.greatest;
}

function wantedOf(
  series: ISeries,
  goal: IMetricRule['goal']
): 'low' | 'high' | null {
  return goal === null ? direction(series.path) : WANTED[goal];
}

const WANTED = { minimize: 'low', maximize: 'high' } as const;
