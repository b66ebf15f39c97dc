import type { IMetricRule, ISeries } from '../model';
import { extremeOf, extremeText } from './extremeText';
import { formatCount, formatNumber } from './format';
import type { ITranslation } from './host';

/** What a tile shows: a number, and what is said below it. */
export interface IHeadlineValue {
  /** Null where there is none. */
  readonly value: number | null;
  readonly note: string;
}

/**
 * The last value, with the extreme that counts below it; the other way round where
 * `define_metric` asked for the best.
 */
export function headlineValue(
  series: ISeries | null,
  { goal, operations }: Pick<IMetricRule, 'goal' | 'operations'>,
  trans: ITranslation
): IHeadlineValue {
  const last = series?.last ?? null;
  if (series === null || last === null) {
    return { value: null, note: '' };
  }
  const best = operations.has('best') ? extremeOf(series, goal) : null;
  if (best === null) {
    return { value: last.value, note: extremeText(series, goal, trans) };
  }
  const note = trans.__(
    'best, at %1; last %2',
    formatCount(best.step),
    formatNumber(last.value)
  );
  return { value: best.value, note };
}
