import { type SmoothingKind, SMOOTHING_AMOUNTS, smooths } from '../model';
import {
  MOST_PLACE,
  amountAt,
  amountText,
  placeOfAmount
} from './smoothingAmount';

const KINDS = Object.keys(SMOOTHING_AMOUNTS) as SmoothingKind[];

describe.each(KINDS)('the slider of %s', kind => {
  it('begins at none, and goes up to what there is', () => {
    expect(smooths({ kind, amount: amountAt(kind, 0) })).toBe(false);
    const { most } = SMOOTHING_AMOUNTS[kind];
    const amount = amountAt(kind, MOST_PLACE);
    expect(amount).toBeLessThanOrEqual(most);
    expect(amount).toBeGreaterThan(0.99 * most);
  });

  it('never smooths less further on', () => {
    const amounts = Array.from({ length: MOST_PLACE + 1 }, (_, place) =>
      amountAt(kind, place)
    );
    expect(amounts).toEqual([...amounts].sort((one, other) => one - other));
  });

  it('stands where it was put', () => {
    for (let place = 0; place <= MOST_PLACE; place++) {
      const amount = amountAt(kind, place);
      const stands = placeOfAmount({ kind, amount });
      expect(amountAt(kind, stands)).toBe(amount);
    }
  });
});

test('an amount is read as a weight or as points', () => {
  expect(amountText({ kind: 'ema', amount: 0.6 })).toBe('0.60');
  expect(amountText({ kind: 'ema', amount: 0.999 })).toBe('0.999');
  expect(amountText({ kind: 'gaussian', amount: 25 })).toBe('25');
});
