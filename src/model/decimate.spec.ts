import { type IPointColumns, bucketWidth, decimate } from './decimate';
import { type Point, drawnOf, widest } from './testing/decimation';
import { runPython } from './testing/python';
import { Random } from './testing/random';
import { type ISeriesView, type IStepRange } from './types';

function columns(random: Random, length: number): IPointColumns {
  const step = new Float64Array(length);
  const time = new Float64Array(length);
  const value = new Float64Array(length);
  let at = random.integer(-2000, 2000);
  for (let i = 0; i < length; i++) {
    at += random.next() < 0.1 ? random.integer(1, 300) : random.integer(1, 3);
    step[i] = at;
    time[i] = i;
    value[i] = random.choice([
      random.next(),
      random.integer(-3, 3),
      random.next() < 0.2 ? random.choice([NaN, Infinity, -Infinity]) : 0
    ]);
  }
  return { step, time, value, length };
}

function pointsOf({ step, time, value }: ISeriesView): Point[] {
  return Array.from(step, (at, i) => [at, time[i], value[i]]);
}

const seeds = Array.from({ length: 60 }, (_, seed) => seed);

test.each(seeds)(
  'what is drawn is first, least, greatest, last of each bucket (seed %i)',
  seed => {
    const random = new Random(seed);
    const points = columns(random, random.integer(1, 3000));
    const pixels = random.integer(1, 400);
    const view = decimate(points, pixels);
    expect(view.of).toBe(points.length);
    if (points.length <= 4 * pixels) {
      expect(view.step).toEqual(points.step);
      expect(view.value).toEqual(points.value);
      return;
    }
    const all = pointsOf({ ...points, of: points.length });
    expect(pointsOf(view)).toEqual(drawnOf(all, pixels, null));
    expect(view.step.length).toBeLessThanOrEqual(4 * pixels + 4);
  }
);

test('the width of buckets is the widest that gives enough of them', () => {
  const random = new Random(3);
  for (let i = 0; i < 2000; i++) {
    const first = random.integer(-(2 ** random.integer(0, 40)), 2 ** 20);
    const last = first + random.integer(0, 2 ** random.integer(0, 40));
    const pixels = random.integer(1, 2000);
    expect(bucketWidth(first, last, pixels)).toBe(widest(first, last, pixels));
  }
});

describe('of a range', () => {
  /** A stretch that begins and ends within these points, beyond them, or nowhere. */
  function rangeOf(
    random: Random,
    { step, length }: IPointColumns
  ): IStepRange {
    const end = () =>
      random.choice([
        step[random.integer(0, length - 1)],
        random.integer(step[0] - 50, step[length - 1] + 50)
      ]);
    const [first, last] = [end(), end()].sort((one, other) => one - other);
    return { first, last };
  }

  test.each(seeds)(
    'what lies within is drawn in its own buckets, and its neighbours (seed %i)',
    seed => {
      const random = new Random(seed);
      const points = columns(random, random.integer(1, 3000));
      const all = pointsOf({ ...points, of: points.length });
      for (let i = 0; i < 10; i++) {
        const range = rangeOf(random, points);
        const pixels = random.integer(1, 200);
        const view = decimate(points, pixels, { range });
        expect(pointsOf(view)).toEqual(drawnOf(all, pixels, range));
        const held = all.filter(
          ([step]) => step >= range.first && step <= range.last
        );
        expect(view.of).toBe(held.length);
      }
    }
  );

  const random = new Random(11);
  const points = columns(random, 2000);
  const { step } = points;

  it('ends that are no steps stand for those of the series', () => {
    const odd = { first: -Infinity, last: NaN };
    expect(decimate(points, 50, { range: odd })).toEqual(decimate(points, 50));
    const huge = { first: -1e300, last: 1e300 };
    expect(decimate(points, 50, { range: huge })).toEqual(decimate(points, 50));
  });

  it('ends between two steps are the steps that lie within', () => {
    const range = { first: step[100] - 0.5, last: step[1500] + 0.25 };
    const whole = { first: step[100], last: step[1500] };
    expect(decimate(points, 50, { range })).toEqual(
      decimate(points, 50, { range: whole })
    );
  });

  it('a stretch between two points is drawn by both', () => {
    const wide = { ...points, step: step.map(at => 10 * at) };
    const range = { first: 10 * step[7] + 1, last: 10 * step[7] + 2 };
    const view = decimate(wide, 50, { range });
    expect(Array.from(view.step)).toEqual([10 * step[7], 10 * step[8]]);
    expect(view.of).toBe(0);
  });

  it('of counts what all stand for only where all are within', () => {
    const of = 1_000_000;
    const all = { first: step[0], last: step[1999] };
    expect(decimate(points, 50, { of, range: all }).of).toBe(of);
    const most = { first: step[1], last: step[1999] };
    expect(decimate(points, 50, { of, range: most }).of).toBe(1999);
  });
});

test('the Jupyter server draws the same of the same points', () => {
  const random = new Random(5);
  const asked = seeds.map(() => {
    const points = columns(random, random.integer(1, 3000));
    const { step, value, length } = points;
    const first = step[random.integer(0, length - 1)] - random.integer(0, 3);
    const last = first + random.integer(0, step[length - 1] - first);
    const range = random.choice([null, { first, last }]);
    return { points, value, pixels: random.integer(1, 300), range };
  });
  const input = asked.map(({ points: { step, value }, pixels, range }) =>
    JSON.stringify({
      steps: Array.from(step),
      values: Array.from(value, String),
      columns: pixels,
      ...range
    })
  );
  const answers = runPython('runside.server.test_series', input.join('\n'))
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as number[]);
  asked.forEach(({ points, pixels, range }, i) => {
    const { step } = decimate(points, pixels, { range });
    // The server has no need to send the neighbours.
    const within = Array.from(step).filter(
      at => range === null || (at >= range.first && at <= range.last)
    );
    expect(within).toEqual(answers[i]);
  });
});

test.each(seeds.slice(0, 20))(
  'buckets of what a server has decimated give what the whole gives (seed %i)',
  seed => {
    const random = new Random(seed);
    const whole = columns(random, 6000);
    const fine = decimate(whole, 700);
    const again = decimate({ ...fine, length: fine.step.length }, 100);
    const direct = decimate(whole, 100);
    expect(Array.from(again.step)).toEqual(Array.from(direct.step));
    expect(Array.from(again.value)).toEqual(Array.from(direct.value));
  }
);

test('a finished bucket stays as it was when points are added', () => {
  const random = new Random(7);
  const whole = columns(random, 5000);
  const short = decimate({ ...whole, length: 4900 }, 200);
  const long = decimate(whole, 200);
  const width = bucketWidth(whole.step[0], whole.step[4899], 200);
  // The same width, as far as the range has not outgrown it.
  expect(bucketWidth(whole.step[0], whole.step[4999], 200)).toBe(width);
  const unfinished = Math.floor(whole.step[4899] / width) * width;
  const finished = (steps: Float64Array) =>
    Array.from(steps).filter(step => step < unfinished);
  expect(finished(long.step)).toEqual(finished(short.step));
});

test('no points give no points, and an absurd width is one column', () => {
  const none = new Float64Array();
  const empty = { step: none, time: none, value: none, length: 0 };
  expect(decimate(empty, 100).step).toHaveLength(0);
  const points = columns(new Random(1), 50);
  expect(decimate(points, NaN).step.length).toBeLessThanOrEqual(8);
  expect(decimate(points, -5).step.length).toBeLessThanOrEqual(8);
});
