import * as React from 'react';

import type { ISeries } from '../model';
import { usePanel } from './context';
import { formatCount, formatExact, formatNumber } from './format';
import { direction } from './headlineMetrics';
import type { ITranslation } from './host';
import { useRetained } from './useRetained';
import { useRunChange } from './useRunChange';

export const HeadlineTile = React.memo(function HeadlineTile(props: {
  path: string;
  label: string;
}): JSX.Element {
  const { path, label } = props;
  const { model, host } = usePanel();
  useRunChange(model, change => change.keys.has(path));
  useRetained(path, true);
  const series = model.series(path);
  const last = series?.last ?? null;
  return (
    <div className="jp-Runside-tile" title={path}>
      <span className="jp-Runside-tileName">{label}</span>
      <span
        className="jp-Runside-tileValue"
        title={last ? formatExact(last.value) : undefined}
      >
        {last ? formatNumber(last.value) : '\u2013'}
      </span>
      <span className="jp-Runside-tileNote">
        {series ? extreme(series, host.trans) : ''}
      </span>
    </div>
  );
});

/** "lowest 0.1601 at 1,120": a fact of the data, where the name says which counts. */
function extreme(series: ISeries, trans: ITranslation): string {
  const wanted = direction(series.path);
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
