/**
 * Which smoothing there is, and how much of it. What each computes is in
 * `protocol/README.md`, "Smoothing"; the Jupyter server computes the same.
 */

export type SmoothingKind =
  'time-weighted-ema' | 'ema' | 'gaussian' | 'running-average';

/** How a series is smoothed. */
export interface ISmoothing {
  readonly kind: SmoothingKind;
  /**
   * For both EMAs the weight of what was before, 0 (not smoothed) to 1; for
   * `gaussian` the standard deviation, for `running-average` the width of the
   * window, in points.
   */
  readonly amount: number;
}

/** The amounts of each kind, both ends in them; the least one changes nothing. */
export const SMOOTHING_AMOUNTS: Readonly<
  Record<SmoothingKind, { readonly least: number; readonly most: number }>
> = {
  'time-weighted-ema': { least: 0, most: 1 },
  ema: { least: 0, most: 1 },
  gaussian: { least: 0, most: 1_000 },
  'running-average': { least: 1, most: 1_000 }
};

/** Whether it changes anything. */
export function smooths({ kind, amount }: ISmoothing): boolean {
  return amount > SMOOTHING_AMOUNTS[kind].least;
}

/** As `smooth=` of the series query has it; equal texts are equal smoothings. */
export function smoothingText({ kind, amount }: ISmoothing): string {
  return `${kind}:${amount}`;
}

/**
 * @throws RangeError where there is no such kind, or no such amount of it
 */
export function checkSmoothing({ kind, amount }: ISmoothing): void {
  const amounts = Object.hasOwn(SMOOTHING_AMOUNTS, kind)
    ? SMOOTHING_AMOUNTS[kind]
    : undefined;
  if (amounts === undefined) {
    const kinds = Object.keys(SMOOTHING_AMOUNTS).join(', ');
    throw new RangeError(
      `the kind of a smoothing is one of ${kinds}, not ${kind}`
    );
  }
  const { least, most } = amounts;
  if (!(amount >= least && amount <= most)) {
    throw new RangeError(
      `the amount of ${kind} is from ${least} to ${most}, not ${amount}`
    );
  }
}
