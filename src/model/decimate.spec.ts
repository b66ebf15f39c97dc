import { bucketWidth, decimate } from './decimate';
import type { IPointColumns } from './decimate';
import { Random } from './testing/random';

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

/** By definition, with no care for speed. */
function widest(first: number, last: number, pixelColumns: number): number {
  let width = 1;
  for (let wider = 1; wider <= 2 ** 40; wider *= 2) {
    const count = Math.floor(last / wider) - Math.floor(first / wider) + 1;
    if (count >= Math.max(1, Math.floor(pixelColumns / 2))) {
      width = Math.max(width, wider);
    }
  }
  return Math.min(width, 2 ** Math.ceil(Math.log2(last - first + 1)));
}

function expected(points: IPointColumns, width: number): number[] {
  const buckets = new Map<number, number[]>();
  for (let i = 0; i < points.length; i++) {
    const bucket = Math.floor(points.step[i] / width);
    buckets.set(bucket, [...(buckets.get(bucket) ?? []), i]);
  }
  return Array.from(buckets.values()).flatMap(indices => {
    const finite = indices.filter(i => Number.isFinite(points.value[i]));
    const values = finite.map(i => points.value[i]);
    const extremes = [Math.min(...values), Math.max(...values)].map(
      extreme => finite[values.indexOf(extreme)]
    );
    const kept = new Set([indices[0], ...extremes, indices.at(-1)]);
    return indices.filter(i => kept.has(i));
  });
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
    const { step, length } = points;
    const width = bucketWidth(step[0], step[length - 1], pixels);
    expect(width).toBe(widest(step[0], step[length - 1], pixels));
    const kept = expected(points, width);
    const of = (column: Float64Array) => kept.map(i => column[i]);
    expect(Array.from(view.step)).toEqual(of(points.step));
    expect(Array.from(view.time)).toEqual(of(points.time));
    expect(Array.from(view.value)).toEqual(of(points.value));
    expect(view.step.length).toBeLessThanOrEqual(4 * pixels + 4);
  }
);

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
