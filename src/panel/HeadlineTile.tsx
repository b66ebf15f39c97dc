import * as React from 'react';

import { usePanel } from './context';
import { formatExact, formatNumber } from './format';
import { headlineValue } from './headlineValue';
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
  const { value, note } = headlineValue(
    model.series(path),
    model.metric(path),
    host.trans
  );
  return (
    <div className="jp-Runside-tile" title={path}>
      <span className="jp-Runside-tileName">{label}</span>
      <span
        className="jp-Runside-tileValue"
        title={value === null ? undefined : formatExact(value)}
      >
        {value === null ? '\u2013' : formatNumber(value)}
      </span>
      <span className="jp-Runside-tileNote">{note}</span>
    </div>
  );
});
