/*
 * What a long series costs a page: taking it in, drawing it, drawing it again when points were added, and drawing a part
 * of it; beside a plain look at each point. No browser: the model of a page, in the JavaScript engine of Chromium.
 */
import { test } from '@playwright/test';

import { bucketWidth } from '../src/model/decimate';
import { Series } from '../src/model/series';
import { WriterNames } from '../src/model/columns';
import { PathPoints } from '../src/model/pathPoints';
import { type IColumns } from '../src/protocol';

const PIXEL_COLUMNS = 600;

/** How often each thing is done; the median counts. */
const ROUNDS = 21;

for (const length of [1_000_000, 10_000_000]) {
  test(`pyramid of ${length / 1e6} million points`, () => {
    const answer = trained(length);
    const before = process.memoryUsage().arrayBuffers;
    const points = new PathPoints(new WriterNames());
    const taken = time(() => points.setNumbers(answer, new Map(), Infinity));
    const raw = process.memoryUsage().arrayBuffers - before;
    const series = new Series('loss', points, true);
    const first = time(() => series.view(PIXEL_COLUMNS));
    const kept = points.numbers().pyramid?.bytes ?? 0;

    const plain = median(() => plainView(answer, PIXEL_COLUMNS));
    const whole = median(() => series.view(PIXEL_COLUMNS));
    const part = median(round => {
      const start = Math.floor((length / 2 / ROUNDS) * round);
      const range = { first: start, last: start + length / 3 };
      series.view(PIXEL_COLUMNS, range);
    });
    let step = length;
    const add = () => {
      for (let i = 0; i < 100; i++) {
        points.add(step, step, Math.sin(step), 'w1', ++step);
      }
    };
    // The first has to make room.
    add();
    const grown = median(() => {
      add();
      series.view(PIXEL_COLUMNS);
    });
    const late = time(() => {
      points.add(length / 2 + 0.5, 0, 0, 'w1', ++step);
      series.view(PIXEL_COLUMNS);
    });
    report(`${length / 1e6} million points, ${PIXEL_COLUMNS} pixel columns`, {
      'take in, ms': taken,
      'first view, ms': first,
      'view by a plain look, ms': plain,
      'view, ms': whole,
      'view of a third, ms': part,
      '100 more and a view, ms': grown,
      'one in the middle and a view, ms': late,
      'bytes a point': raw / length,
      'bytes a point of the pyramid': kept / length
    });
  });
}

/** A noisy curve with spikes, as the Jupyter server sends it. */
function trained(length: number): IColumns {
  const step = new Float64Array(length).map((_, i) => i);
  let level = 5;
  return {
    key: 'loss',
    of: length,
    step,
    time: step.map(at => 1.7e9 + at / 20),
    value: step.map(at => {
      level *= 1 - 1 / (1000 + at);
      const spike = Math.random() < 1e-5 ? 10 * Math.random() : 0;
      return level + Math.random() / 10 + spike;
    })
  };
}

/** First, least, greatest and last of each bucket, by a look at each point. */
function plainView({ step, value }: IColumns, columns: number): number[] {
  const { length } = step;
  const width = bucketWidth(step[0], step[length - 1], columns);
  const kept: number[] = [];
  for (let first = 0; first < length;) {
    const edge = (Math.floor(step[first] / width) + 1) * width;
    let [least, greatest] = [first, first];
    let next = first;
    for (; next < length && step[next] < edge; next++) {
      if (value[next] < value[least]) {
        least = next;
      } else if (value[next] > value[greatest]) {
        greatest = next;
      }
    }
    kept.push(first, Math.min(least, greatest), Math.max(least, greatest));
    kept.push(next - 1);
    first = next;
  }
  return kept;
}

function time(act: () => void): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

function median(act: (round: number) => void): number {
  const times = Array.from({ length: ROUNDS }, (_, round) =>
    time(() => act(round))
  );
  return times.sort((one, other) => one - other)[ROUNDS >> 1];
}

function report(title: string, measured: Record<string, number>): void {
  const lines = Object.entries(measured).map(
    ([name, value]) => `  ${name.padEnd(34)}${value.toFixed(2).padStart(10)}\n`
  );
  process.stdout.write(`\n${title}\n${lines.join('')}`);
}
