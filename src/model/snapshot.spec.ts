import {
  type ISavedSeries,
  type Json,
  decodeSaved,
  encodeSaved,
  unknownInfo
} from '../protocol';
import { SavedPicture } from './savedPicture';
import { type IPictured, isSamePicture, takeSnapshot } from './snapshot';
import { bytesInNotebook } from './trimTree';
import { type IKeyInfo } from './types';

const RUN = '0123456789abcdef0123456789abcdef';
const START = 1_795_000_000;

const PLAIN = { stepMetric: null, goal: null, best: false, hidden: false };

/** A run with these series, of so many points, and these other values. */
function pictured(
  metrics: Record<string, (step: number) => number>,
  points: number,
  others: Record<string, [kind: IKeyInfo['kind'], value: Json]> = {},
  rules: Record<string, Partial<ISavedSeries>> = {}
): IPictured {
  const step = Array.from({ length: points }, (_, i) => i);
  const picture = new SavedPicture({
    t: START,
    info: { ...unknownInfo(RUN), start: START, state: 'finished' },
    config: {},
    summary: {},
    failure: null,
    series: Object.entries(metrics).map(([key, value]) => ({
      key,
      of: points,
      ...PLAIN,
      ...rules[key],
      step,
      time: step.map(i => START + i / 8),
      value: step.map(value)
    })),
    values: Object.entries(others).map(([key, [, value]]) => ({
      key,
      step: 1,
      t: START + 1,
      value
    })),
    thumbnails: new Map(),
    leftOut: 0
  });
  return {
    info: picture.run.info,
    config: {},
    summary: {},
    failure: null,
    keys: () => picture.keys,
    metric: path => picture.metric(path),
    series: path => picture.series(path),
    values: path => picture.values(path)
  };
}

function take(run: IPictured, budget = 60_000, thumbnails = new Map()) {
  const saved = takeSnapshot(run, {
    t: START + 100,
    budget,
    thumbnails: thumbnails as Map<string, string>,
    unpictured: 0
  });
  expect(saved).not.toBeNull();
  expect(bytesInNotebook(encodeSaved(saved!))).toBeLessThanOrEqual(budget);
  return saved!;
}

describe('takeSnapshot', () => {
  it('keeps over what a line is drawn, though it has no card of its own', () => {
    const line = (i: number) => i;
    const run = pictured(
      { loss: line, epoch: line, inner: line },
      10,
      {},
      {
        loss: { stepMetric: 'epoch', goal: 'minimize' },
        epoch: { hidden: true },
        inner: { hidden: true }
      }
    );
    const [loss, epoch, ...rest] = take(run).series;
    expect(loss).toMatchObject({ stepMetric: 'epoch', goal: 'minimize' });
    expect(epoch).toMatchObject({ key: 'epoch', hidden: true });
    expect(rest).toEqual([]);
  });

  it('keeps every point where there is room', () => {
    const [series] = take(pictured({ loss: i => 1 / (i + 1) }, 300)).series;
    expect(series.of).toBe(300);
    expect(series.step).toHaveLength(300);
    expect(series.value[2]).toBe(0.333333);
    expect(series.time[3]).toBe(START + 0.38);
  });

  it('keeps the extremes of a long series, and says how many points there were', () => {
    const spike = (i: number) => (i === 77_777 ? 99 : i === 5 ? -7 : 0.5);
    const [series] = take(pictured({ loss: spike }, 100_000)).series;
    expect(series.of).toBe(100_000);
    expect(series.value[series.step.indexOf(77_777)]).toBe(99);
    expect(series.value[series.step.indexOf(5)]).toBe(-7);
    expect(series.step.at(-1)).toBe(99_999);
  });

  it('keeps integers as they are', () => {
    const [series] = take(pictured({ n: i => 123_456_789 + i }, 3)).series;
    expect(series.value).toEqual([123_456_789, 123_456_790, 123_456_791]);
  });

  it('gives two hundred series the same room, and leaves none out', () => {
    const metrics = Object.fromEntries(
      Array.from({ length: 200 }, (_, k) => [
        `grad/${k}`,
        (i: number) => Math.sin(i * (k + 1))
      ])
    );
    const { series, leftOut } = take(pictured(metrics, 1000));
    expect(series).toHaveLength(200);
    expect(leftOut).toBe(0);
    const lengths = series.map(({ step }) => step.length);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(4);
  });

  it('leaves the room that a short series does not need to the others', () => {
    const both = pictured({ long: Math.random, other: Math.random }, 5000);
    const short = pictured({ long: Math.random }, 5000);
    const alone = take(short, 20_000).series[0].step.length;
    const beside = take(both, 20_000).series[0].step.length;
    expect(alone).toBeGreaterThan(beside);
  });

  it('says how many series found no room at all', () => {
    const metrics = Object.fromEntries(
      Array.from({ length: 200 }, (_, k) => [`m${k}`, (i: number) => i * k])
    );
    const { series, leftOut } = take(pictured(metrics, 1000), 12_000);
    expect(series.length + leftOut).toBe(200);
    expect(series.length).toBeGreaterThan(0);
  });

  it('cuts what is huge, and says what is left out', () => {
    const run = pictured({}, 0);
    const config = {
      text: 'x'.repeat(100_000),
      list: Array.from({ length: 10_000 }, (_, i) => i),
      nested: Object.fromEntries(
        Array.from({ length: 1000 }, (_, i) => [`entry ${i}`, i])
      ),
      last: 1
    };
    const saved = take({ ...run, config });
    expect((saved.config.text as string).length).toBeLessThan(1000);
    expect(saved.config.list).toHaveLength(41);
    expect((saved.config.list as Json[]).at(-1)).toBe('…');
    const nested = Object.keys(saved.config.nested as object).length;
    expect(nested).toBeGreaterThan(10);
    expect(nested + saved.leftOut).toBe(
      1000 + ('last' in saved.config ? 0 : 1)
    );
  });

  it('does not tell on which machine and by whom the run was made', () => {
    const run = pictured({}, 0);
    const info = {
      ...run.info!,
      host: 'secret-host',
      user: 'secret-user',
      owner: 'secret-owner',
      dir: '/home/secret',
      program: '/home/secret/train.py',
      pid: 4711
    };
    const text = JSON.stringify(encodeSaved(take({ ...run, info })));
    expect(text).not.toMatch(/secret|4711/);
  });

  it('keeps the latest of what is no number, of images those that have a picture', () => {
    const [a, b, c] = ['a', 'b', 'c'].map(letter => letter.repeat(64));
    const batch = {
      _type: 'images/separated',
      width: 8,
      height: 8,
      items: [{ sha256: a }, { sha256: b }, { sha256: c }],
      captions: ['one', 'two', 'three']
    };
    const run = pictured({}, 0, {
      phase: ['text', 'warm-up'],
      wrong: ['image', batch]
    });
    const saved = take(run, 60_000, new Map([[b, 'data:image/png;base64,']]));
    expect(saved.values.map(({ value }) => value)).toEqual([
      'warm-up',
      {
        ...batch,
        count: 3,
        items: [{ sha256: b }],
        captions: ['two']
      }
    ]);
  });

  it('is nothing where nothing is known', () => {
    const run = { ...pictured({}, 0), info: null };
    const options = { t: 0, budget: 1e5, thumbnails: new Map(), unpictured: 0 };
    expect(takeSnapshot(run, options)).toBeNull();
  });
});

describe('isSamePicture', () => {
  const run = pictured({ loss: i => 1 / (i + 1) }, 300);

  it('looks at what is shown, not at when it was taken', () => {
    const one = take(run);
    const written = decodeSaved(JSON.parse(JSON.stringify(encodeSaved(one))));
    expect(isSamePicture(written, { ...take(run), t: START + 999 })).toBe(true);
  });

  it('sees a changed value', () => {
    const other = pictured({ loss: i => (i === 150 ? 7 : 1 / (i + 1)) }, 300);
    expect(isSamePicture(take(run), take(other))).toBe(false);
  });
});
