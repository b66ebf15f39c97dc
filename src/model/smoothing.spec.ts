import * as fc from 'fast-check';
import { readFileSync } from 'fs';
import { join } from 'path';
import { decodeText } from '../protocol';
import { Smoother, smooth } from './smoother';
import {
  type ISmoothing,
  SMOOTHING_AMOUNTS,
  type SmoothingKind,
  smoothingText
} from './smoothing';
import { cases } from './testing/properties';
import { runPython } from './testing/python';

// protocol/vectors/smoothing: computed from the definitions, apart from this code.

interface ICase {
  name: string;
  smoothing: ISmoothing;
  step: number[];
  value: number[];
  smoothed: number[];
}

const FILE = join(__dirname, '../../protocol/vectors/smoothing/cases.json');
const vectors = (
  decodeText(readFileSync(FILE, 'utf8')) as unknown as { cases: ICase[] }
).cases;

function smoothed({
  smoothing,
  step,
  value
}: Omit<ICase, 'name' | 'smoothed'>) {
  const columns = [Float64Array.from(step), Float64Array.from(value)] as const;
  return Array.from(smooth(...columns, smoothing));
}

const finiteOf = (values: readonly number[]) => values.filter(Number.isFinite);

/** To 1e-12 of the greatest; what is not finite at the same places. */
function expectSame(
  found: readonly number[],
  wanted: readonly number[],
  value: readonly number[]
): void {
  const largest = Math.max(0, ...finiteOf(value).map(Math.abs));
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((one, i) => {
    const isSame = Object.is(found[i], one);
    const isNear = Math.abs(found[i] - one) <= 1e-12 * largest;
    expect([i, isSame || isNear ? one : found[i]]).toEqual([i, one]);
  });
}

describe('smoothing gives what its definition says', () => {
  test.each(vectors.map((one): [string, ICase] => [one.name, one]))(
    '%s',
    (_, one) => expectSame(smoothed(one), one.smoothed, one.value)
  );
});

const kinds = Object.keys(SMOOTHING_AMOUNTS) as SmoothingKind[];

const smoothings: fc.Arbitrary<ISmoothing> = fc
  .constantFrom(...kinds)
  .chain(kind =>
    fc.record({
      kind: fc.constant(kind),
      amount:
        SMOOTHING_AMOUNTS[kind].most === 1
          ? fc.double({ min: 0, max: 1, noNaN: true })
          : fc.double({ min: 1, max: 40, noNaN: true })
    })
  );

const values = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -10, max: 10, noNaN: true }) },
  { weight: 4, arbitrary: fc.integer({ min: -2, max: 2 }) },
  { weight: 2, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) },
  { weight: 1, arbitrary: fc.constantFrom(1e30, -1e30, 1e-30, 1e308, -1e308) }
);

const series = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9 }), values), { maxLength: 120 })
  .map(points => {
    let at = -50;
    const step = points.map(([gap]) => (at += gap < 9 ? gap : 10_000));
    return { step, value: points.map(([, value]) => value) };
  });

test('appended bit by bit is the same, to the last bit, as all at once', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 9 });
  fc.assert(
    fc.property(smoothings, series, sizes, (smoothing, all, appended) => {
      const step = Float64Array.from(all.step);
      const value = Float64Array.from(all.value);
      const smoother = new Smoother(smoothing);
      let before: number[] = [];
      for (let length = 0, i = 0; i <= appended.length; i++) {
        length = Math.min(value.length, length + (appended[i] ?? Infinity));
        const now = smoother.of({ step, value, length }, 0);
        expect(Array.from(now)).toEqual(
          smoothed({
            smoothing,
            step: all.step.slice(0, length),
            value: all.value.slice(0, length)
          })
        );
        const { changedFrom } = smoother;
        expect(Array.from(now.subarray(0, changedFrom))).toEqual(
          before.slice(0, changedFrom)
        );
        before = Array.from(now);
      }
    }),
    cases(400)
  );
});

test('columns that have changed are smoothed anew', () => {
  fc.assert(
    fc.property(smoothings, series, series, (smoothing, one, other) => {
      const smoother = new Smoother(smoothing);
      const give = ({ step, value }: typeof one, rewrites: number) =>
        smoother.of(
          {
            step: Float64Array.from(step),
            value: Float64Array.from(value),
            length: value.length
          },
          rewrites
        );
      give(one, 0);
      expect(Array.from(give(other, 1))).toEqual(
        smoothed({ smoothing, ...other })
      );
      const shorter = {
        step: other.step.slice(0, 3),
        value: other.value.slice(0, 3)
      };
      expect(Array.from(give(shorter, 1))).toEqual(
        smoothed({ smoothing, ...shorter })
      );
    }),
    cases(100)
  );
});

test('what is appended costs no more than itself and what it changes', () => {
  const length = 5000;
  const step = Float64Array.from({ length }, (_, i) => i);
  const value = step.map(Math.sin);
  for (const kind of kinds) {
    const smoother = new Smoother({
      kind,
      amount: kind.includes('ema') ? 0.9 : 20
    });
    smoother.of({ step, value, length: 4990 }, 0);
    smoother.of({ step, value, length: 4991 }, 0);
    expect(smoother.changedFrom).toBeGreaterThanOrEqual(4990 - 60);
  }
});

test('the smoothing of a constant is the constant, holes or none', () => {
  const constants = fc.record({
    of: fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(0.1, 1e-30, 1e30)
    ),
    holes: fc.array(fc.boolean(), { maxLength: 200 })
  });
  fc.assert(
    fc.property(smoothings, constants, (smoothing, { of, holes }) => {
      const value = holes.map(isHole => (isHole ? NaN : of || 0));
      const step = value.map((_, i) => i * i);
      expect(smoothed({ smoothing, step, value })).toEqual(value);
    }),
    cases(300)
  );
});

test('it stays between the least and the greatest, and breaks where it broke', () => {
  fc.assert(
    fc.property(smoothings, series, (smoothing, { step, value }) => {
      const found = smoothed({ smoothing, step, value });
      const finite = finiteOf(value);
      const slack = 1e-12 * Math.max(0, ...finite.map(Math.abs));
      const least = Math.min(...finite) - slack;
      const greatest = Math.max(...finite) + slack;
      found.forEach((one, i) => {
        if (!Number.isFinite(value[i])) {
          expect(one).toBe(value[i]);
        } else {
          expect([i, one >= least && one <= greatest]).toEqual([i, true]);
        }
      });
    }),
    cases(400)
  );
});

test('a spike of 1e30 leaves no trace where no window holds it', () => {
  const step = Array.from({ length: 400 }, (_, i) => i);
  const value = step.map(i => (i === 200 ? 1e30 : Math.sin(i)));
  const without = step.map(i => Math.sin(i));
  for (const kind of ['gaussian', 'running-average'] as const) {
    const smoothing = { kind, amount: 20 };
    const found = smoothed({ smoothing, step, value });
    const plain = smoothed({ smoothing, step, value: without });
    expect(found.slice(0, 130)).toEqual(plain.slice(0, 130));
    expect(found.slice(270)).toEqual(plain.slice(270));
  }
});

test('steps that are all the same are smoothed too', () => {
  const step = [5, 5, 5, 5];
  const value = [1, 2, 3, 6];
  const smoothing = { kind: 'time-weighted-ema', amount: 0.5 } as const;
  expect(smoothed({ smoothing, step, value })).toEqual([1, 1.5, 2, 3]);
});

test.each([
  ['ema', 1.5, 'the amount of ema is from 0 to 1, not 1.5'],
  ['gaussian', NaN, 'the amount of gaussian is from 0 to 1000, not NaN'],
  ['running-average', 0, 'is from 1 to 1000, not 0'],
  ['median', 3, 'the kind of a smoothing is one of time-weighted-ema, ema,']
])('%s of %d is refused in words', (kind, amount, words) => {
  const smoothing = { kind: kind as SmoothingKind, amount };
  expect(() => new Smoother(smoothing)).toThrow(words);
});

test('the page and the Jupyter server smooth alike', () => {
  const all = fc.tuple(smoothings, series);
  const { numRuns = 0, seed } = cases(300);
  const made = fc.sample(all, { numRuns, seed });
  const input = made.map(([smoothing, { step, value }]) =>
    JSON.stringify([smoothingText(smoothing), step, value.map(String)])
  );
  const told = runPython('runside.server.test_smoothing', input.join('\n'))
    .trimEnd()
    .split('\n')
    .map(text => (JSON.parse(text) as string[]).map(Number));
  made.forEach(([smoothing, { step, value }], i) => {
    expectSame(smoothed({ smoothing, step, value }), told[i], value);
  });
});
