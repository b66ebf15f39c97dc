import * as fc from 'fast-check';

import { type IColumns } from '../protocol';
import { WriterNames } from './columns';
import { bucketWidth } from './decimate';
import { PathPoints } from './pathPoints';
import { Series } from './series';
import { type Point, drawnOf } from './testing/decimation';
import { cases } from './testing/properties';
import { Random } from './testing/random';
import { type ILogged, Rows, Training } from './testing/training';
import { type ISeriesView, type IStepRange } from './types';

// However the points of a series came, what is drawn of it is what the definition says
// of the points that it has.

function add(points: PathPoints, logged: readonly ILogged[]): void {
  for (const { step, time, value, writer, seq } of logged) {
    points.add(step, time, value, writer, seq);
  }
}

function pointsOf({ step, time, value }: ISeriesView): Point[] {
  return Array.from(step, (at, i) => [at, time[i], value[i]]);
}

function extreme(
  points: readonly Point[],
  isMore: (a: number, b: number) => boolean
) {
  return points.reduce<{ step: number; value: number } | null>(
    (best, [step, , value]) =>
      Number.isFinite(value) && (best === null || isMore(value, best.value))
        ? { step, value }
        : best,
    null
  );
}

function expectDrawn(series: Series, points: readonly Point[], random: Random) {
  const pixels = random.integer(1, random.choice([8, 60]));
  expect(pointsOf(series.view(pixels))).toEqual(drawnOf(points, pixels, null));
  expect(series.length).toBe(points.length);
  expect(series.least).toEqual(extreme(points, (a, b) => a < b));
  expect(series.greatest).toEqual(extreme(points, (a, b) => a > b));
  const steps = points.map(([step]) => step);
  if (steps.length > 0) {
    const ends = [random.choice(steps), random.choice(steps)];
    const [first, last] = ends.sort((one, other) => one - other);
    const range: IStepRange = { first, last: last + random.integer(0, 50) };
    expect(pointsOf(series.view(pixels, range))).toEqual(
      drawnOf(points, pixels, range)
    );
  }
}

const batches = fc.array(fc.oneof(fc.nat(5), fc.nat(300), fc.nat(2500)), {
  minLength: 1,
  maxLength: 8
});

test('what is drawn is that of the rows, however and whenever they came', () => {
  fc.assert(
    fc.property(batches, fc.nat(), (sizes, seed) => {
      const random = new Random(seed);
      const training = new Training(random);
      const points = new PathPoints(new WriterNames());
      const series = new Series('loss', points, true);
      const rows = new Rows();
      for (const size of sizes) {
        const batch = training.next(size);
        const isShuffled = random.next() < 0.2;
        add(points, isShuffled ? random.shuffled(batch) : batch);
        batch.forEach(logged => rows.add(logged));
        expectDrawn(series, rows.points, random);
      }
    }),
    cases(60)
  );
});

/** What the Jupyter server would have answered at this moment. */
function answerOf(points: readonly Point[]): IColumns {
  const column = (index: 0 | 1 | 2) =>
    Float64Array.from(points, point => point[index]);
  return {
    key: 'loss',
    of: points.length,
    step: column(0),
    time: column(1),
    value: column(2)
  };
}

test('a base and what came before and after it are drawn as one', () => {
  fc.assert(
    fc.property(batches, fc.nat(), (sizes, seed) => {
      const random = new Random(seed);
      const training = new Training(random);
      const points = new PathPoints(new WriterNames());
      const series = new Series('loss', points, true);
      const rows = new Rows();
      const seqs = new Map<string, number>();
      let answer: [IColumns, Map<string, number>] | null = null;
      let count = 0;
      for (const size of sizes) {
        // The base does not say who logged a point: clocks that tie could not be told.
        const batch = training
          .next(size)
          .map(logged => ({ ...logged, time: logged.time + count++ / 1e6 }));
        add(points, batch);
        for (const logged of batch) {
          rows.add(logged);
          seqs.set(logged.writer, logged.seq);
        }
        // An answer comes when more has been logged than it holds.
        if (answer !== null && random.next() < 0.5) {
          points.setNumbers(...answer, 512);
          answer = null;
        }
        expectDrawn(series, rows.points, random);
        answer ??= [answerOf(rows.points), new Map(seqs)];
      }
    }),
    cases(60)
  );
});

test('buckets that are finished stay as they are while a run goes on', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 6, max: 90 }), (seed, pixels) => {
      const random = new Random(seed);
      const points = new PathPoints(new WriterNames());
      const series = new Series('loss', points, true);
      const range = { first: 0, last: 6000 };
      let drawn: Point[] = [];
      let finished = -1;
      for (let step = 0; step <= range.last; step++) {
        points.add(step, step, random.integer(-9, 9), 'w1', step + 1);
        if (step > 4 * pixels && random.next() < 0.01) {
          const now = pointsOf(series.view(pixels, range));
          const upTo = (some: readonly Point[]) =>
            some.filter(([at]) => at < finished);
          expect(upTo(now)).toEqual(upTo(drawn));
          drawn = now;
          const width = bucketWidth(range.first, range.last, pixels);
          finished = Math.floor(step / width) * width;
        }
      }
      expect(finished).toBeGreaterThan(0);
    }),
    cases(20)
  );
});
