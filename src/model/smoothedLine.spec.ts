import * as fc from 'fast-check';
import { decodeSmoothedColumns } from '../protocol';
import { encodeColumns } from '../protocol/testing/encodeColumns';
import type { IPlainColumns } from '../protocol/testing/encodeColumns';
import { decimate } from './decimate';
import { PointStore } from './pointStore';
import { Series } from './series';
import { smooth } from './smoother';
import { type ISmoothing, smoothingText } from './smoothing';
import { roundedRange } from './smoothingExponential';
import { cases } from './testing/properties';
import { runPython } from './testing/python';
import { Random } from './testing/random';
import { smoothedBase } from './testing/answeredColumns';

// A series, smoothed over all of its points: whether they are all here or the earlier
// ones stand in the buckets of a base.

interface IPlain {
  step: number[];
  time: number[];
  value: number[];
}

const COLUMNS = 8;
const WIDE = 10_000;

const smoothings = fc.constantFrom<ISmoothing>(
  { kind: 'time-weighted-ema', amount: 0.6 },
  { kind: 'ema', amount: 0.9 },
  { kind: 'gaussian', amount: 2 },
  { kind: 'running-average', amount: 7 }
);

const value = fc.oneof(
  { weight: 9, arbitrary: fc.double({ min: -9, max: 9, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, 3, 3) }
);

const series = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 4 }), value), {
    minLength: 40,
    maxLength: 200
  })
  .map((points): IPlain => {
    let at = -30;
    const step = points.map(([gap]) => (at += gap));
    return {
      step,
      time: step.map(step => 100 + step),
      value: points.map(([, value]) => value)
    };
  });

const part = ({ step, time, value }: IPlain, from: number, to?: number) => ({
  step: step.slice(from, to),
  time: time.slice(from, to),
  value: value.slice(from, to)
});

/** A page that has the first points as a base, and goes on record by record. */
class Page {
  readonly store = new PointStore();
  readonly points = this.store.at('a');

  setBase(plain: IPlain): void {
    const { step, time, value, length } = { ...asColumns(plain) };
    const drawn = decimate({ step, time, value, length }, COLUMNS);
    const upTo = new Map([['w', length]]);
    this.points.setNumbers({ key: 'a', ...drawn }, upTo, COLUMNS);
  }

  setSmoothed(base: IPlainColumns, smoothing: ISmoothing, upTo: number) {
    const encoded = encodeColumns({ w: upTo }, [base]);
    const { series, cursors } = decodeSmoothedColumns(encoded);
    return this.points.smoothed.setBase(this.points, smoothing, {
      columns: series[0],
      upTo: cursors,
      pixelColumns: COLUMNS
    });
  }

  log(step: number, value: number, seq: number): void {
    this.points.add(step, 100 + step, value, 'w', seq);
  }

  get series(): Series {
    return new Series('a', this.store.get('a'), true);
  }
}

function asColumns({ step, time, value }: IPlain) {
  return {
    step: Float64Array.from(step),
    time: Float64Array.from(time),
    value: Float64Array.from(value),
    length: step.length
  };
}

function smoothedPoints(plain: IPlain, smoothing: ISmoothing) {
  const { step, value, ...columns } = asColumns(plain);
  return { ...columns, step, value: smooth(step, value, smoothing) };
}

test('where all points are here they are smoothed, and then decimated', () => {
  fc.assert(
    fc.property(smoothings, series, (smoothing, plain) => {
      const page = new Page();
      plain.step.forEach((step, i) => {
        page.log(step, plain.value[i], i + 1);
        if (i % 50 === 0) {
          page.series.smoothed(smoothing, COLUMNS);
        }
      });
      const whole = smoothedPoints(plain, smoothing);
      for (const range of [null, { first: 0, last: 60 }]) {
        expect(page.series.smoothed(smoothing, COLUMNS, range)).toEqual(
          decimate(whole, COLUMNS, { range })
        );
      }
      // A value that comes late changes all that it counts for.
      page.log(-31, 5, 1000);
      const late = {
        step: [-31, ...plain.step],
        time: [69, ...plain.time],
        value: [5, ...plain.value]
      };
      expect(page.series.smoothed(smoothing, WIDE)).toEqual(
        decimate(smoothedPoints(late, smoothing), WIDE)
      );
    }),
    cases(100)
  );
});

test('from a base on the line goes on as if all points were here', () => {
  const cuts = fc.tuple(fc.nat({ max: 150 }), fc.nat({ max: 50 }));
  fc.assert(
    fc.property(smoothings, series, cuts, (smoothing, plain, [cut, later]) => {
      const count = plain.step.length;
      const known = Math.min(count, 34 + cut);
      const page = new Page();
      page.setBase(part(plain, 0, known - 1));
      expect(page.series.smoothed(smoothing, COLUMNS)).toBeNull();
      expect(page.points.smoothed.needsBase(page.points, smoothing, 1)).toBe(
        true
      );
      // It was smoothed when one record more was in the index; or the page has that one.
      const base = smoothedBase('a', part(plain, 0, known), smoothing, COLUMNS);
      for (let i = known - 1; i < known - 1 + later && i < count; i++) {
        page.log(plain.step[i], plain.value[i], i + 1);
      }
      page.setSmoothed(base, smoothing, known);
      page.series.smoothed(smoothing, COLUMNS);
      for (let i = known - 1; i < count; i++) {
        page.log(plain.step[i], plain.value[i], i + 1);
        page.series.smoothed(smoothing, COLUMNS);
      }
      const view = page.series.smoothed(smoothing, WIDE)!;
      const from =
        base.rest!.step[base.rest!.step.length < known ? base.reach! : 0];
      // The weights are those of the range that the base was made for.
      const rangeOf = (count: number) =>
        roundedRange(plain.step[0], plain.step[count - 1]);
      const isOfThatRange =
        smoothing.kind !== 'time-weighted-ema' ||
        rangeOf(known) === rangeOf(count);
      const before = base.step.filter(step => step < from);
      expect(Array.from(view.step)).toEqual([
        ...before,
        ...plain.step.filter(step => step >= from)
      ]);
      expect(view.value.slice(0, before.length)).toEqual(
        Float64Array.from(base.value.slice(0, before.length))
      );
      if (isOfThatRange) {
        const whole = smoothedPoints(plain, smoothing);
        expect(view.value.slice(before.length)).toEqual(
          whole.value.slice(plain.step.indexOf(from))
        );
      }
    }),
    cases(200)
  );
});

const EMA: ISmoothing = { kind: 'ema', amount: 0.5 };
const steps = Array.from({ length: 100 }, (_, i) => i);
const PLAIN: IPlain = { step: steps, time: steps, value: steps };

test('the last row of a base may be open, and be another in the end', () => {
  const page = new Page();
  page.setBase(PLAIN);
  page.setSmoothed(smoothedBase('a', PLAIN, EMA, COLUMNS), EMA, 100);
  page.log(99, 1000, 101);
  page.log(100, 3, 102);
  const value = [...steps.slice(0, 99), 1000, 3];
  const plain = { step: [...steps, 100], time: [...steps, 100], value };
  const wanted = smoothedPoints(plain, EMA).value.slice(-2);
  expect(page.series.smoothed(EMA, WIDE)!.value.slice(-2)).toEqual(wanted);
});

test('the last row of a base may come after it, and be another', () => {
  const page = new Page();
  page.setBase(part(PLAIN, 0, 99));
  page.setSmoothed(smoothedBase('a', PLAIN, EMA, COLUMNS), EMA, 100);
  const last = () => page.series.smoothed(EMA, WIDE)!.value.at(-1);
  expect(last()).toBe(smoothedPoints(PLAIN, EMA).value.at(-1));
  page.log(99, 1000, 101);
  const value = [...steps.slice(0, 99), 1000];
  expect(last()).toBe(smoothedPoints({ ...PLAIN, value }, EMA).value.at(-1));
});

test('extremes are those of the present values, however often it was looked', () => {
  const smoothing: ISmoothing = { kind: 'gaussian', amount: 20 };
  const random = new Random(7);
  const step = Array.from({ length: 3000 }, (_, i) => i);
  const time = step.map(step => 100 + step);
  const plain = { step, time, value: step.map(() => random.next()) };
  const [page, beside] = [new Page(), new Page()];
  const known = part(plain, 0, 1000);
  beside.setBase(known);
  const base = smoothedBase('a', known, smoothing, COLUMNS);
  beside.setSmoothed(base, smoothing, 1000);
  for (let i = 0; i < step.length; i++) {
    page.log(i, plain.value[i], i + 1);
    if (i >= 1000) {
      beside.log(i, plain.value[i], i + 1);
    }
    if (i % 37 === 0 && i > 1100) {
      const now = part(plain, 0, i + 1);
      const whole = smoothedPoints(now, smoothing);
      const view = page.series.smoothed(smoothing, COLUMNS);
      expect(view).toEqual(decimate(whole, COLUMNS));
      // Of what came after the base every point is here.
      const range = { first: 1000, last: i };
      const late = beside.series.smoothed(smoothing, COLUMNS, range)!;
      expect(late.value.slice(1)).toEqual(
        decimate(whole, COLUMNS, { range }).value.slice(1)
      );
    }
  }
  const value = plain.value.map((value, i) => (i === 5 ? 900 : value));
  page.log(5, 900, 4000);
  expect(page.series.smoothed(smoothing, COLUMNS)!.value).toEqual(
    decimate(smoothedPoints({ ...plain, value }, smoothing), COLUMNS).value
  );
});

test('a base that is older than what is here is not taken', () => {
  const page = new Page();
  page.setBase(PLAIN);
  const base = smoothedBase('a', part(PLAIN, 0, 90), EMA, COLUMNS);
  expect(page.setSmoothed(base, EMA, 90)).toBe(false);
  expect(page.series.smoothed(EMA, COLUMNS)).toBeNull();
  const now = smoothedBase('a', PLAIN, EMA, COLUMNS);
  expect(page.setSmoothed(now, EMA, 100)).toBe(true);
  expect(page.points.smoothed.needsBase(page.points, EMA, COLUMNS)).toBe(false);
  expect(page.points.smoothed.needsBase(page.points, EMA, 99)).toBe(true);
  // A later base of the series itself leaves a hole after this one.
  page.points.setNumbers(
    { key: 'a', ...decimate(asColumns(PLAIN), COLUMNS) },
    new Map([['w', 120]]),
    COLUMNS
  );
  expect(page.series.smoothed(EMA, COLUMNS)).toBeNull();
  expect(page.points.smoothed.needsBase(page.points, EMA, COLUMNS)).toBe(true);
});

test('a base is asked for anew when the series has outgrown its weights', () => {
  const timed: ISmoothing = { kind: 'time-weighted-ema', amount: 0.5 };
  const page = new Page();
  page.setBase(PLAIN);
  page.setSmoothed(smoothedBase('a', PLAIN, timed, COLUMNS), timed, 100);
  const needs = () =>
    page.points.smoothed.needsBase(page.points, timed, COLUMNS);
  page.log(100, 1, 101);
  expect(needs()).toBe(false);
  page.log(101, 1, 102);
  expect(needs()).toBe(true);
  // What there is is drawn meanwhile.
  expect(page.series.smoothed(timed, WIDE)?.step.slice(-1)).toEqual(
    Float64Array.of(101)
  );
});

test('many ways to smooth a series do not pile up', () => {
  const page = new Page();
  page.setBase(PLAIN);
  page.setSmoothed(smoothedBase('a', PLAIN, EMA, COLUMNS), EMA, 100);
  for (let i = 1; i < 10; i++) {
    expect(page.series.smoothed(EMA, COLUMNS)).not.toBeNull();
    page.series.smoothed({ kind: 'gaussian', amount: i }, COLUMNS);
  }
  for (let i = 1; i < 10; i++) {
    page.series.smoothed({ kind: 'gaussian', amount: i }, COLUMNS);
  }
  expect(page.series.smoothed(EMA, COLUMNS)).toBeNull();
});

test('a series that is not all here is not smoothed', () => {
  const page = new Page();
  page.log(0, 1, 1);
  const lately = new Series('a', page.store.get('a'), false);
  expect(lately.smoothed(EMA, COLUMNS)).toBeNull();
});

test('what the Jupyter server answers is what this goes on from', () => {
  const { numRuns = 0, seed } = cases(100);
  const made = fc.sample(fc.tuple(smoothings, series), { numRuns, seed });
  const input = made.map(([smoothing, { step, value }]) =>
    JSON.stringify([smoothingText(smoothing), COLUMNS, step, value.map(String)])
  );
  const told = runPython(
    'runside.server.test_smoothed_series',
    input.join('\n')
  )
    .trimEnd()
    .split('\n')
    .map(text => JSON.parse(text) as [IPlainColumns, string[][]]);
  made.forEach(([smoothing, plain], i) => {
    const [head, columns] = told[i];
    const numbers = columns.map(column =>
      column.map(text => Number(text.replace('inf', 'Infinity')))
    );
    const timeless = { ...plain, time: plain.step };
    const wanted = smoothedBase('a', timeless, smoothing, COLUMNS);
    expect(numbers[0]).toEqual(wanted.step);
    expect(numbers.slice(3)).toEqual(Object.values(wanted.rest!));
    expect([head.of, head.reach]).toEqual([wanted.of, wanted.reach]);
    wanted.value.forEach((value, k) =>
      Number.isFinite(value)
        ? expect(numbers[2][k]).toBeCloseTo(value, 10)
        : expect(numbers[2][k]).toBe(value)
    );
    expect(head.counted === null).toBe(wanted.counted === null);
    expect(head.counted?.step).toBe(wanted.counted?.step);
    if (head.counted && wanted.counted) {
      expect(head.counted.mean).toBeCloseTo(wanted.counted.mean, 10);
      expect(head.counted.weight).toBeCloseTo(wanted.counted.weight, 10);
    }
  });
});
