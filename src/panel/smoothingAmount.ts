import {
  type ISmoothing,
  type SmoothingKind,
  SMOOTHING_AMOUNTS
} from '../model';

/** Places of the slider: from none to all there is. */
export const MOST_PLACE = 100;

/** At 1 an average would never leave its first value. */
const MOST_WEIGHT = 0.999;

/**
 * How much a place of the slider smooths: the weight of an average goes up evenly, the
 * width of a window by factors.
 */
export function amountAt(kind: SmoothingKind, place: number): number {
  const { least, most } = SMOOTHING_AMOUNTS[kind];
  if (place <= 0) {
    return least;
  }
  return isWeight(kind)
    ? Math.min(place / MOST_PLACE, MOST_WEIGHT)
    : Math.round(most ** (place / MOST_PLACE));
}

/** The place of the slider that smooths so much. */
export function placeOfAmount({ kind, amount }: ISmoothing): number {
  const { least, most } = SMOOTHING_AMOUNTS[kind];
  if (amount <= least) {
    return 0;
  }
  const share = isWeight(kind) ? amount : Math.log(amount) / Math.log(most);
  return Math.max(1, Math.round(share * MOST_PLACE));
}

/** The amount as people read it: "0.6", or so many points. */
export function amountText({ kind, amount }: ISmoothing): string {
  return isWeight(kind)
    ? amount.toFixed(amount > 0.99 ? 3 : 2)
    : String(Math.round(amount));
}

/** Whether the amount is a weight between 0 and 1; else it counts points. */
function isWeight(kind: SmoothingKind): boolean {
  return kind === 'ema' || kind === 'time-weighted-ema';
}
