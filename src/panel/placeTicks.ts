import type { AxisKind } from '../chart';
import { formatTicks } from './format';
import type { ITranslation } from './host';
import { formatStepTicks } from './stepTicks';
import { formatClockTicks, formatElapsedTicks } from './timeTicks';

/** How the ticks of a horizontal axis are written. */
export function formatPlaceTicks(
  kind: AxisKind,
  ticks: readonly number[],
  trans: ITranslation
): string[] {
  switch (kind) {
    case 'step':
      return formatStepTicks(ticks);
    case 'metric':
      return formatTicks(ticks);
    case 'elapsed':
      return formatElapsedTicks(ticks, trans);
    case 'clock':
      return formatClockTicks(ticks);
  }
}
