import type * as fc from 'fast-check';

/**
 * How property tests are run: the same cases each time, so that a failure is one that
 * the change at hand has made. RUNSIDE_SEED=random looks for others.
 */
export function cases(numRuns: number): fc.Parameters<unknown> {
  const { RUNSIDE_SEED: seed = '7' } = process.env;
  return { numRuns, ...(seed !== 'random' && { seed: Number(seed) }) };
}
