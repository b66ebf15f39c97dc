import * as fc from 'fast-check';

import { Pyramid } from './pyramid';
import { cases } from './testing/properties';
import { Random } from './testing/random';

/** By a look at each value. */
function byLook(value: Float64Array, first: number, end: number) {
  let [least, greatest] = [-1, -1];
  for (let i = first; i < end; i++) {
    if (Number.isFinite(value[i])) {
      least = least < 0 || value[i] < value[least] ? i : least;
      greatest = greatest < 0 || value[i] > value[greatest] ? i : greatest;
    }
  }
  return { least, greatest };
}

/** Smooth, flat, wild, or not finite: so many of one kind in a row. */
function stretch(random: Random, length: number): Float64Array {
  const kind = random.integer(0, 4);
  const start = random.integer(-5, 5);
  return Float64Array.from({ length }, (_, i) => {
    switch (kind) {
      case 0:
        return start + i / 100;
      case 1:
        return start;
      case 2:
        return random.choice([NaN, Infinity, -Infinity]);
      case 3:
        return random.choice([-0, 0, 1, NaN, Infinity, -Infinity]);
      default:
        return random.next() * 2 ** random.integer(-900, 900);
    }
  });
}

type Change = readonly [kind: 'append' | 'insert' | 'renew', length: number];

const change: fc.Arbitrary<Change> = fc.tuple(
  fc.constantFrom<Change[0]>('append', 'append', 'insert', 'renew'),
  fc.oneof(fc.nat(40), fc.nat(700), fc.nat(6000))
);

function applied(
  pyramid: Pyramid,
  value: Float64Array,
  [kind, length]: Change,
  random: Random
): Float64Array {
  const place = random.integer(0, value.length);
  if (kind === 'renew') {
    if (place < value.length) {
      value.set(stretch(random, 1), place);
      pyramid.renew(value, place);
    }
    return value;
  }
  const at = kind === 'append' ? value.length : place;
  pyramid.cut(at);
  const grown = new Float64Array(value.length + length);
  grown.set(value.subarray(0, at));
  grown.set(stretch(random, length), at);
  grown.set(value.subarray(at), at + length);
  return grown;
}

test('the extremes of any stretch are those that a look at each value finds', () => {
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 12 }),
      fc.nat(),
      (changes, seed) => {
        const random = new Random(seed);
        const pyramid = new Pyramid();
        let value: Float64Array = new Float64Array();
        for (const each of changes) {
          value = applied(pyramid, value, each, random);
          for (let i = 0; i < 6; i++) {
            const end = random.integer(0, value.length);
            const first = random.integer(0, end);
            expect(pyramid.extremes(value, first, end)).toEqual(
              byLook(value, first, end)
            );
          }
          expect(pyramid.extremes(value, 0, value.length)).toEqual(
            byLook(value, 0, value.length)
          );
        }
      }
    ),
    cases(60)
  );
});

/** The column, and how many of its values were looked at. */
function watched(column: Float64Array): [Float64Array, () => number] {
  let looks = 0;
  const get = (target: Float64Array, key: string) => {
    looks += 1;
    return target[Number(key)];
  };
  const take = () => {
    const before = looks;
    looks = 0;
    return before;
  };
  return [new Proxy(column, { get }), take];
}

describe('a pyramid of 300,000 values', () => {
  const LENGTH = 300_000;
  const random = new Random(1);
  const [value, looks] = watched(
    Float64Array.from({ length: LENGTH }, () => random.next())
  );
  const pyramid = new Pyramid();
  pyramid.extremes(value, 0, LENGTH - 1000);
  looks();

  // At each end of a stretch a part of a block, then of each level.
  const FEW = 2 * 64 + 5 * 4 * 14;

  it('looks at few of them', () => {
    for (let i = 0; i < 100; i++) {
      const first = random.integer(0, LENGTH / 2);
      pyramid.extremes(value, first, LENGTH - 1000 - random.integer(0, 9999));
      expect(looks()).toBeLessThan(FEW);
    }
  });

  it('looks at those that are appended, not at the others', () => {
    pyramid.extremes(value, 0, LENGTH);
    expect(looks()).toBeLessThan(1000 + 64 + FEW + (1000 / 64) * 4);
  });

  it('looks at the blocks that a replaced value falls in', () => {
    pyramid.renew(value, 12_345);
    expect(looks()).toBeLessThan(FEW);
  });

  it('looks at those from an inserted value on', () => {
    pyramid.cut(LENGTH - 5000);
    pyramid.extremes(value, 0, LENGTH);
    expect(looks()).toBeLessThan(2 * 5000 + FEW);
  });
});

test('a pyramid takes less than a byte for each value', () => {
  const value = new Float64Array(200_000).map((_, i) => i % 1000);
  const pyramid = new Pyramid();
  for (let length = 64; length <= value.length; length += 64) {
    pyramid.extremes(value, 0, length);
  }
  expect(pyramid.bytes / value.length).toBeLessThan(0.3);
});
