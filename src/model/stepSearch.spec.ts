import * as fc from 'fast-check';

import { firstNotBelow } from './stepSearch';
import { cases } from './testing/properties';

test('the first step that is not below another is found, from any place on', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: -300, max: 300 })),
      fc.integer({ min: -310, max: 310 }),
      fc.nat(200),
      fc.nat(200),
      (steps, wanted, one, other) => {
        const step = Float64Array.from(steps).sort();
        const [from, end] = [one, other]
          .map(place => place % (step.length + 1))
          .sort((a, b) => a - b);
        const found = step.subarray(from, end).findIndex(at => at >= wanted);
        expect(firstNotBelow(step, wanted, from, end)).toBe(
          found < 0 ? end : from + found
        );
      }
    ),
    cases(300)
  );
});
