import * as React from 'react';

import { smooths } from '../model';
import { usePanel } from './context';
import {
  MOST_PLACE,
  amountAt,
  amountText,
  placeOfAmount
} from './smoothingAmount';
import { useShared } from './useShared';

/**
 * How much the lines of all charts are smoothed.
 */
export function SmoothingSlider(): JSX.Element {
  const { host, charts } = usePanel();
  const { trans } = host;
  const smoothing = useShared(charts.smoothing);
  const { kind } = smoothing;
  const text = smooths(smoothing) ? amountText(smoothing) : trans.__('off');
  return (
    <label className="jp-Runside-smoothing" title={trans.__('Smoothing')}>
      <span>{trans.__('Smoothing')}</span>
      <input
        type="range"
        min={0}
        max={MOST_PLACE}
        value={placeOfAmount(smoothing)}
        aria-label={trans.__('Smoothing')}
        aria-valuetext={text}
        onChange={({ target }) => {
          charts.smoothing.value = {
            kind,
            amount: amountAt(kind, Number(target.value))
          };
        }}
      />
      <output>{text}</output>
    </label>
  );
}
