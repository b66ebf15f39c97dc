import {
  type IRunAnswer,
  type IRunInfo,
  type Json,
  decodeInfo
} from '../protocol';
import { lines } from '../protocol/testing/lines';
import { FoldState } from './fold';
import { RunModel } from './runModel';
import { NO_RULE } from './metricRules';
import { runRecord } from './testing/journals';
import type { IRunChange } from './types';

const UID = '0123456789abcdef0123456789abcdef';

/** A model whose frames come when the test says so. */
function makeModel(): {
  model: RunModel;
  changes: IRunChange[];
  frame: () => void;
} {
  const waiting: (() => void)[] = [];
  const model = new RunModel({
    uid: UID,
    schedule: next => waiting.push(next)
  });
  const changes: IRunChange[] = [];
  model.changed.connect((_, change) => changes.push(change));
  const frame = () => waiting.splice(0).forEach(next => next());
  return { model, changes, frame };
}

function log(step: number, data: Json, t = 100 + step): Json {
  return { kind: 'log', t, step, commit: true, data };
}

function info(more: Record<string, unknown> = {}): IRunInfo {
  return decodeInfo({
    run: UID,
    project: 'p',
    id: 'r',
    name: 'calm-river-14',
    start: 100,
    state: 'running',
    ...more
  });
}

/** What `GET runs/<uid>` answers when these records of w1 are indexed. */
function base(records: Json[], keys: IRunAnswer['keys']): IRunAnswer {
  const fold = new FoldState(UID);
  records.forEach((record, i) => fold.add('w1', i + 1, record as never));
  return { info: info(), fold: fold.toJson(), keys };
}

const key = (n: number, numbers = n) => ({
  n,
  numbers,
  firstStep: 0,
  lastStep: n - 1
});

const exact = (path: string, values: number[]) => ({
  key: path,
  of: values.length,
  step: Float64Array.from(values, (_, step) => step),
  time: Float64Array.from(values, (_, step) => 100 + step),
  value: Float64Array.from(values)
});

const upTo = (seq: number) => new Map([['w1', seq]]);

const valuesOf = (model: RunModel, path: string) =>
  Array.from(model.series(path)?.view(1000).value ?? []);

test('changes are told once for each frame, with what they were', () => {
  const { model, changes, frame } = makeModel();
  model.addLines(
    'w1',
    lines(UID, 1, [runRecord('r') as Json, log(0, { a: 1 })])
  );
  model.addLines('w1', lines(UID, 3, [log(1, { a: 2, b: 'text' })]));
  expect(changes).toEqual([]);
  frame();
  expect(changes).toEqual([
    {
      keys: new Set(['a', 'b']),
      structure: true,
      info: true,
      config: false,
      summary: true,
      links: true
    }
  ]);
  frame();
  expect(changes).toHaveLength(1);
  model.addLines('w1', lines(UID, 4, [log(2, { a: 3 })]));
  model.addLines(
    'w1',
    lines(UID, 5, [{ kind: 'config', t: 103, set: { lr: 1 } }])
  );
  frame();
  expect(changes[1]).toMatchObject({ structure: false, config: true });
});

test('a line that comes again changes nothing', () => {
  const { model, changes, frame } = makeModel();
  const buffer = lines(UID, 1, [runRecord('r') as Json, log(0, { a: 1 })]);
  model.addLines('w1', buffer);
  frame();
  model.addLines('w1', buffer);
  frame();
  expect(changes[1]).toMatchObject({ keys: new Set(), summary: false });
});

test('after it is disposed of, a model tells nothing', () => {
  const { model, changes, frame } = makeModel();
  model.addLines('w1', lines(UID, 1, [log(0, { a: 1 })]));
  model.dispose();
  frame();
  expect(changes).toEqual([]);
});

test('lines that wait for others are drawn, and count when those come', () => {
  const { model } = makeModel();
  model.setEmptyBase();
  model.addLines('w1', lines(UID, 3, [log(2, { a: 3 })]));
  expect(valuesOf(model, 'a')).toEqual([3]);
  expect(model.summary).toEqual({});
  expect(model.links.missing).toBe(2);
  expect(model.holes()).toEqual(new Map([['w1', [[1, 2]]]]));
  model.addLines('w1', lines(UID, 1, [log(0, { a: 1 }), log(1, { a: 2 })]));
  expect(valuesOf(model, 'a')).toEqual([1, 2, 3]);
  expect(model.summary).toEqual({ a: 3 });
  expect(model.links.missing).toBe(0);
});

test('what was given up is gone on without, and counts when it comes', () => {
  const { model } = makeModel();
  model.setEmptyBase();
  model.addLines('w1', lines(UID, 3, [log(2, { a: 3 })]));
  model.giveUp('w1', 1, 2);
  expect(model.summary).toEqual({ a: 3 });
  expect(model.missing().size).toBe(0);
  model.addLines('w1', lines(UID, 2, [log(1, { b: 2 })]));
  expect(model.summary).toEqual({ a: 3, b: 2 });
});

test('a series is its base and the exact points after it', () => {
  const { model } = makeModel();
  const before = [0, 1, 2].map(step => log(step, { a: step }));
  // Lines came before the base did, and some of them are in it.
  model.addLines('w1', lines(UID, 3, [log(2, { a: 2 }), log(3, { a: 3 })]));
  expect(model.series('a')?.complete).toBe(false);
  model.setBase(base(before, new Map([['a', key(3)]])));
  expect(model.summary).toEqual({ a: 3 });
  expect(model.series('a')?.complete).toBe(false);
  expect(model.setSeries([exact('a', [0, 1, 2])], upTo(3), 512)).toBe(true);
  expect(model.series('a')?.complete).toBe(true);
  expect(valuesOf(model, 'a')).toEqual([0, 1, 2, 3]);
  expect(model.points).toBe(4);
});

test("a series' base that is later than the run's trims the tail", () => {
  const { model } = makeModel();
  model.setBase(base([log(0, { a: 0 })], new Map([['a', key(1)]])));
  const tail = [1, 2, 3].map(step => log(step, { a: step }));
  model.addLines('w1', lines(UID, 2, tail));
  model.setSeries([exact('a', [0, 10, 20])], upTo(3), 512);
  expect(valuesOf(model, 'a')).toEqual([0, 10, 20, 3]);
});

test('a base that is older than what is here is refused', () => {
  const { model } = makeModel();
  const two = [log(0, { a: 0 }), log(1, { a: 1 })];
  model.setBase(base(two, new Map([['a', key(2)]])));
  expect(model.setSeries([exact('a', [0])], upTo(1), 512)).toBe(false);
  expect(model.series('a')?.complete).toBe(false);
  model.setSeries([exact('a', [0, 1])], upTo(2), 512);
  model.setBase(base([log(0, { a: 0 })], new Map([['a', key(1)]])));
  expect(model.summary).toEqual({ a: 1 });
  expect(valuesOf(model, 'a')).toEqual([0, 1]);
});

test('after a base that skips lines, series are incomplete until theirs come', () => {
  const { model } = makeModel();
  model.setBase(base([log(0, { a: 0 })], new Map([['a', key(1)]])));
  model.setSeries([exact('a', [0])], upTo(1), 512);
  const five = [0, 1, 2, 3, 4].map(step => log(step, { a: step }));
  const shown = model.retain('a', 300);
  expect(model.needs()).toEqual([]);
  model.setBase(base(five, new Map([['a', key(5)]])));
  expect(model.series('a')?.complete).toBe(false);
  expect(model.needs()).toEqual([
    { path: 'a', pixelColumns: 512, numbers: true, values: false }
  ]);
  model.setSeries([exact('a', [0, 1, 2, 3, 4])], upTo(5), 512);
  expect(model.needs()).toEqual([]);
  expect(valuesOf(model, 'a')).toEqual([0, 1, 2, 3, 4]);
  shown.dispose();
});

test('lines that a base skipped are drawn when they come before its series', () => {
  const { model } = makeModel();
  const three = [0, 1, 2].map(step => log(step, { a: step }));
  model.setEmptyBase();
  model.addLines('w1', lines(UID, 1, three.slice(0, 1)));
  model.setBase(base(three, new Map([['a', key(3)]])));
  model.addLines('w1', lines(UID, 2, three.slice(1)));
  expect(valuesOf(model, 'a')).toEqual([0, 1, 2]);
  expect(model.summary).toEqual({ a: 2 });
});

test('a base that is behind with one writer asks for its lines again', () => {
  const { model } = makeModel();
  model.setEmptyBase();
  model.addLines(
    'w1',
    lines(
      UID,
      1,
      [0, 1, 2].map(s => log(s, { a: s }))
    )
  );
  const other = base([log(0, { a: 0 })], new Map([['a', key(1)]]));
  const fold = FoldState.fromJson(other.fold);
  fold.add('w2', 1, log(7, { b: 7 }) as never);
  model.setBase({ ...other, fold: fold.toJson() });
  expect(model.missing()).toEqual(new Map([['w1', [[2, 3]]]]));
  model.addLines(
    'w1',
    lines(
      UID,
      2,
      [1, 2].map(s => log(s, { a: s }))
    )
  );
  expect(model.missing().size).toBe(0);
  expect(model.summary).toEqual({ a: 2, b: 7 });
  expect(valuesOf(model, 'a')).toEqual([0, 1, 2]);
});

test('what views show is needed, with values, and wider when they grow', () => {
  const { model } = makeModel();
  const wanted: string[] = [];
  model.wanted.connect((_, path) => wanted.push(path));
  const keys = new Map([
    ['a', key(3)],
    ['sample', key(2, 0)]
  ]);
  model.setBase(base([log(0, { a: 0, sample: 'x' })], keys));
  const narrow = model.retain('a', 300);
  const sample = model.retain('sample', 300);
  expect(wanted).toEqual(['a', 'sample']);
  expect(model.needs()).toEqual([
    { path: 'a', pixelColumns: 512, numbers: true, values: false },
    { path: 'sample', pixelColumns: 512, numbers: false, values: true }
  ]);
  model.setSeries([{ ...exact('a', [0, 1]), of: 9 }], upTo(1), 512);
  const stored = { step: 0, t: 100, value: 'x', writer: 'w1', seq: 1 };
  model.setValues('sample', [stored], upTo(1));
  expect(model.needs()).toEqual([]);
  expect(model.values('sample')).toEqual([{ step: 0, time: 100, value: 'x' }]);
  expect(model.series('a')?.length).toBe(9);
  const wide = model.retain('a', 930);
  expect(model.needs()).toMatchObject([{ path: 'a', pixelColumns: 1024 }]);
  wide.dispose();
  narrow.dispose();
  sample.dispose();
  expect(model.needs()).toEqual([]);
});

test('keys of the base are listed before their points come', () => {
  const { model } = makeModel();
  const picture = { _type: 'image-file', sha256: '0'.repeat(64) };
  const keys = new Map([
    ['train/loss', key(1)],
    ['sample', key(1, 0)]
  ]);
  const record = log(0, { 'train/loss': 1, sample: picture });
  model.setBase(base([record], keys));
  expect(model.keys()).toEqual([
    { path: 'train/loss', name: 'loss', section: 'train', kind: 'number' },
    { path: 'sample', name: 'sample', section: 'Media', kind: 'image' }
  ]);
  expect(model.points).toBe(1);
});

test('a bad line is told, and the rest is read', () => {
  const { model } = makeModel();
  model.setEmptyBase();
  const buffer = lines(UID, 1, [log(0, { a: 0 }), log(1, { a: 1 })]);
  buffer[20] ^= 1;
  model.addLines('w1', buffer);
  expect(valuesOf(model, 'a')).toEqual([1]);
  expect(model.problems).toEqual([
    'A line of w1 is bad: the checksum of record 1 is wrong.'
  ]);
  expect(model.missing()).toEqual(new Map([['w1', [[1, 1]]]]));
});

test('a record that makes no sense is told, and holds up nothing', () => {
  const { model } = makeModel();
  model.setEmptyBase();
  const broken = { kind: 'log', t: 100, step: 'one', data: {} };
  const unknown = { kind: 'telepathy', t: 100 };
  model.addLines('w1', lines(UID, 1, [broken, unknown, log(1, { a: 1 })]));
  expect(model.summary).toEqual({ a: 1 });
  expect(model.problems).toEqual([
    'Record 1 of w1: log record: \'step\' must be an integer, not "one"'
  ]);
});

test('info is what the server says, brought up to date by the records', () => {
  const { model } = makeModel();
  expect(model.info).toBeNull();
  model.setInfo(info({ step: 0, last_t: 100, state: 'idle' }), upTo(1));
  expect(model.info).toMatchObject({ state: 'idle', step: 0 });
  model.addLines(
    'w1',
    lines(UID, 1, [
      runRecord('r') as Json,
      log(7, { a: 1 }),
      { kind: 'edit', t: 108, name: 'renamed', tags: ['keep'] }
    ])
  );
  expect(model.info).toMatchObject({
    state: 'running',
    step: 7,
    lastT: 108,
    name: 'renamed',
    tags: ['keep']
  });
  model.addLines(
    'w1',
    lines(UID, 4, [{ kind: 'finish', t: 109, exit: 3, reason: 'finish' }])
  );
  expect(model.info).toMatchObject({ state: 'finished', exit: 3 });
});

test('without a server, info is what the records and the kernel say', () => {
  const { model } = makeModel();
  model.setEmptyBase();
  const run = { ...runRecord('calm-river-14'), kernel: 'k1', total_steps: 9 };
  model.addLines('w1', lines(UID, 1, [run, log(0, { a: 1 })]));
  expect(model.info).toMatchObject({
    run: UID,
    name: 'calm-river-14',
    state: 'running',
    step: 0,
    totalSteps: 9,
    writers: 1
  });
  model.setAlive('k1', []);
  expect(model.info?.state).toBe('killed');
  model.setAlive('k1', ['w1']);
  expect(model.info?.state).toBe('running');
});

test('a failure is shown until the writer speaks again', () => {
  const { model } = makeModel();
  model.setEmptyBase();
  const exception = {
    kind: 'exception',
    t: 101,
    type: 'ValueError',
    value: 'bad',
    traceback: ['ValueError: bad'],
    cell: 'c3'
  };
  model.addLines('w1', lines(UID, 1, [log(0, { a: 1 }), exception]));
  expect(model.failure).toEqual({
    t: 101,
    type: 'ValueError',
    value: 'bad',
    traceback: ['ValueError: bad'],
    cell: 'c3'
  });
  model.addLines('w1', lines(UID, 3, [log(1, { a: 1 }, 102)]));
  expect(model.failure).toBeNull();
});

test('of an exception that ended the run its last line says what it was', () => {
  const { model } = makeModel();
  model.setEmptyBase();
  const traceback = [
    '    raise RuntimeError("no room")',
    'RuntimeError: no room'
  ];
  const finish = {
    kind: 'finish',
    t: 101,
    exit: 1,
    reason: 'exception',
    traceback
  };
  model.addLines('w1', lines(UID, 1, [log(0, { a: 1 }), finish]));
  expect(model.failure).toEqual({
    t: 101,
    type: null,
    value: 'RuntimeError: no room',
    traceback,
    cell: null
  });
});

test('it is indexed when the server has all that is known to exist', () => {
  const { model } = makeModel();
  model.setLinks({ server: 'connected' });
  model.addLines('w1', lines(UID, 1, [log(0, { a: 1 }), log(1, { a: 1 })]));
  model.setInfo(info(), upTo(1));
  expect(model.links.indexed).toBe(false);
  model.setInfo(info(), upTo(2));
  expect(model.links.indexed).toBe(true);
  model.setLinks({ server: 'disconnected' });
  expect(model.links.indexed).toBe(false);
});

test('a tail that has grown long is to be replaced by a base', () => {
  const { model } = makeModel();
  model.setEmptyBase();
  const records = Array.from({ length: 100_001 }, (_, s) => log(s, { a: s }));
  model.addLines('w1', lines(UID, 1, records));
  expect(model.needs()).toEqual([
    { path: 'a', pixelColumns: 512, numbers: true, values: false }
  ]);
});

test('what is printed fills no memory, however much it is', () => {
  const printed = (seq: number): Json => ({
    kind: 'console',
    t: 100,
    stream: 'stdout',
    text: `line ${seq}`
  });
  const fold = new FoldState(UID);
  fold.add('w1', 1, runRecord('r'));
  const before = JSON.stringify(fold.toJson()).length;
  for (let seq = 2; seq <= 100_000; seq++) {
    fold.add('w1', seq, printed(seq) as never);
  }
  expect(JSON.stringify(fold.toJson()).length - before).toBeLessThan(10);
  // Nor where it waits for something earlier.
  fold.add('w1', 100_002, printed(100_002) as never);
  const { waiting } = fold.writers.get('w1')!;
  expect(Array.from(waiting.values())).toEqual([{ kind: 'console', t: 100 }]);
  fold.add('w1', 100_001, printed(100_001) as never);
  expect(fold.cursors.get('w1')).toBe(100_002);
});

test.each([
  { kind: 'console', t: 101, stream: 'stderr', text: 'a line' },
  { kind: 'alert', t: 101, title: 'a', text: 'b', level: 'WARN', wait: null },
  { kind: 'file', t: 101, path: 'a', sha256: 'a'.repeat(64), size: 1 },
  {
    kind: 'artifact',
    t: 101,
    name: 'a',
    type: 'model',
    version: 'v0',
    aliases: ['latest'],
    files: []
  },
  { kind: 'heard of later', t: 101, what: { ever: 1 } }
])('a record of kind $kind is passed over', record => {
  const { model, changes, frame } = makeModel();
  const records = [runRecord('r'), record, log(1, { a: 1 })] as Json[];
  model.addLines('w1', lines(UID, 1, records));
  frame();
  expect(model.problems).toEqual([]);
  expect(model.summary).toEqual({ a: 1 });
  expect(model.cursors.get('w1')).toBe(3);
  expect(changes).toHaveLength(1);
});

test('a definition tells which cards there are, and over what they are drawn', () => {
  const { model, changes, frame } = makeModel();
  const define = { kind: 'metric', t: 101, name: 'lo*', step_metric: 'epoch' };
  const records = [runRecord('r') as Json, log(0, { loss: 1, epoch: 1 })];
  model.addLines('w1', lines(UID, 1, records));
  frame();
  expect(model.metric('loss')).toBe(NO_RULE);
  model.addLines('w1', lines(UID, 3, [{ ...define, summary: 'max' }]));
  model.addLines('w1', lines(UID, 4, [{ ...define, hidden: true }]));
  frame();
  expect(changes[1]).toMatchObject({ structure: true, summary: true });
  expect(model.metric('loss')).toMatchObject({
    stepMetric: 'epoch',
    hidden: true
  });
  expect(model.summary).toEqual({ loss: { max: 1 }, epoch: 1 });
});
