import { type ICursor, Shared, Zoom } from '../chart';
import { type ISmoothing, SMOOTHING_AMOUNTS } from '../model';
import type { XAxis } from './xAxis';

/**
 * What all charts of one panel have in common, and anybody of the panel may change.
 */
export interface ICharts {
  /** What the horizontal axes count. */
  readonly axis: Shared<XAxis>;
  /** How the lines are smoothed; its least amount is none. */
  readonly smoothing: Shared<ISmoothing>;
  /** Where the pointer or the keyboard is in them. */
  readonly cursor: Shared<ICursor | null>;
  readonly zoom: Zoom;
}

export function newCharts(): ICharts {
  return {
    axis: new Shared<XAxis>('defined'),
    smoothing: new Shared<ISmoothing>({
      kind: 'time-weighted-ema',
      amount: SMOOTHING_AMOUNTS['time-weighted-ema'].least
    }),
    cursor: new Shared<ICursor | null>(null),
    zoom: new Zoom()
  };
}
