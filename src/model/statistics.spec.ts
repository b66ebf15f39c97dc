import type { Json } from '../protocol';
import { Statistics } from './statistics';

function counted(...values: Json[]): Statistics {
  const statistics = new Statistics();
  values.forEach(value => statistics.observe(value));
  return statistics;
}

describe('statistics', () => {
  it('count finite numbers only', () => {
    const { n, min, max, mean } = counted(NaN, 1, true, '9', Infinity, null, 3);
    expect([n, min, max, mean]).toEqual([2, 1, 3, 2]);
    expect(counted('a', -(10n ** 400n)).toJson()).toEqual({ n: 0 });
    expect(counted().mean).toBeNull();
  });

  it('have the same mean for any order', () => {
    const values = [1e16, 1, -1e16, 1];
    expect(counted(...values).mean).toBe(0.5);
    expect(counted(...values.reverse()).mean).toBe(0.5);
  });

  it('have no mean where floats do not reach so far', () => {
    const { n, mean, rest } = counted(1e308, 1e308);
    expect([n, mean, rest]).toEqual([2, null, 0]);
  });

  it('do not tell which of two equal numbers came first', () => {
    const integer = 2n ** 60n;
    const float = 2 ** 60;
    for (const values of [
      [0, -0, 0],
      [-0, 0, -0]
    ]) {
      const { min, max } = counted(...values);
      expect([min, max]).toEqual([-0, 0]);
    }
    for (const values of [
      [integer, float],
      [float, integer]
    ]) {
      const { min, max } = counted(...values);
      expect([min, max]).toEqual([integer, integer]);
    }
  });

  it('go on from JSON as if they had not been there', () => {
    const half = Statistics.fromJson(counted(0.1, 0.2, 0.3).toJson());
    half.observe(0.4);
    expect(half.toJson()).toEqual(counted(0.1, 0.2, 0.3, 0.4).toJson());
  });
});
