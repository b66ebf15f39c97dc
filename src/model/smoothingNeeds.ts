import { fetched } from './needs';
import { type Retained } from './retained';
import { type RunData } from './runData';
import { type ISmoothing, smooths } from './smoothing';

/** A smoothed base that is needed for one path. */
export interface ISmoothingNeed {
  path: string;
  smoothing: ISmoothing;
  /** How wide it will be drawn. */
  pixelColumns: number;
}

/** So many smoothings of one series are asked for, however many views there are. */
const MOST_SMOOTHINGS = 4;

/**
 * The smoothed bases that are needed for what views show, where the base of a series is
 * here and stands for more points than it has.
 */
export function smoothingNeedsOf(
  data: RunData,
  retained: Retained
): ISmoothingNeed[] {
  const needs: ISmoothingNeed[] = [];
  for (const [path, shown] of retained) {
    const smoothings = retained.smoothings(path).filter(smooths);
    if (smoothings.length === 0 || !data.hasNumbers(path)) {
      continue;
    }
    const pixelColumns = fetched(shown);
    const points = data.store.get(path);
    for (const smoothing of smoothings.slice(0, MOST_SMOOTHINGS)) {
      if (points.smoothed.needsBase(points, smoothing, pixelColumns)) {
        needs.push({ path, smoothing, pixelColumns });
      }
    }
  }
  return needs;
}
