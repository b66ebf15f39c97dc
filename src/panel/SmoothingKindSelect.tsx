import * as React from 'react';

import type { SmoothingKind } from '../model';
import { usePanel } from './context';
import { amountAt, placeOfAmount } from './smoothingAmount';
import { useShared } from './useShared';

/**
 * Which average the lines of all charts are smoothed by; as much as before.
 */
export function SmoothingKindSelect(): JSX.Element {
  const { host, charts } = usePanel();
  const { trans } = host;
  const smoothing = useShared(charts.smoothing);
  return (
    <select
      aria-label={trans.__('Kind of smoothing')}
      value={smoothing.kind}
      onChange={({ target }) => {
        const kind = target.value as SmoothingKind;
        charts.smoothing.value = {
          kind,
          amount: amountAt(kind, placeOfAmount(smoothing))
        };
      }}
    >
      <option value="time-weighted-ema">{trans.__('Time-weighted EMA')}</option>
      <option value="ema">{trans.__('EMA')}</option>
      <option value="gaussian">{trans.__('Gaussian')}</option>
      <option value="running-average">{trans.__('Running average')}</option>
    </select>
  );
}
