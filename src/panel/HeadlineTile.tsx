import * as React from 'react';

import { usePanel } from './context';
import { extremeText } from './extremeText';
import { formatExact, formatNumber } from './format';
import { useRetained } from './useRetained';
import { useRunChange } from './useRunChange';

export const HeadlineTile = React.memo(function HeadlineTile(props: {
  path: string;
  label: string;
}): JSX.Element {
  const { path, label } = props;
  const { model, host } = usePanel();
  useRunChange(model, change => change.structure || change.keys.has(path));
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
        {series ? extremeText(series, model.metric(path).goal, host.trans) : ''}
      </span>
    </div>
  );
});
