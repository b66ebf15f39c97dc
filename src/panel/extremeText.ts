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
  const wanted = goal === null ? direction(series.path) : WANTED[goal];
  const found =
    wanted === 'low'
      ? series.least
      : wanted === 'high'
        ? series.greatest
        : null;
  if (!found) {
    return '';
  }
  const value = formatNumber(found.value);
  const step = formatCount(found.step);
  return wanted === 'low'
    ? trans.__('lowest %1 at %2', value, step)
    : trans.__('highest %1 at %2', value, step);
}

const WANTED = { minimize: 'low', maximize: 'high' } as const;
