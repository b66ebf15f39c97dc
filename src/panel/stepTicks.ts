import { formatCount, formatTicks } from './format';

/** Where steps are many, labels are short: they must not touch each other. */
export function formatStepTicks(steps: readonly number[]): string[] {
  return steps.every(step => Math.abs(step) < 100_000)
    ? steps.map(formatCount)
    : formatTicks(steps);
}
