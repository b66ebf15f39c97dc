import type { IRecord, JsonObject } from '../protocol';
import { FoldState } from './fold';
import { type Liveness, runState } from './runState';
import { runRecord } from './testing/journals';

const UID = '0123456789abcdef0123456789abcdef';

function log(
  t: number,
  step: number,
  data: JsonObject,
  commit = true
): IRecord {
  return { kind: 'log', t, step, commit, data };
}

function folded(...records: IRecord[]): FoldState {
  const fold = new FoldState(UID);
  records.forEach((record, i) => fold.add('w1', i + 1, record));
  return fold;
}

test('a record that comes early waits for the ones before it', () => {
  const fold = folded(runRecord('r'));
  expect(fold.add('w1', 4, log(104, 1, { a: 4 }))).toBe(false);
  expect(fold.writers.get('w1')?.missing()).toEqual([[2, 3]]);
  expect(fold.summary()).toEqual({});
  fold.add('w1', 3, log(103, 0, { a: 3 }));
  expect(fold.add('w1', 2, log(102, 0, { a: 2 }, false))).toBe(true);
  expect(fold.isWaiting).toBe(false);
  expect(fold.summary()).toEqual({ a: 4 });
});

test('a gap covers what is lost until it comes after all', () => {
  const fold = folded(runRecord('r'));
  fold.add('w1', 4, log(104, 2, { b: 1 }));
  const gap = { kind: 'gap', t: 105, writer: 'w1', from: 2, to: 3, count: 2 };
  fold.add('server-1', 1, { ...gap, reason: 'disk full' });
  expect(fold.cursors.get('w1')).toBe(4);
  expect(fold.gaps).toEqual(new Map([['w1', [[2, 3]]]]));
  expect(fold.summary()).toEqual({ b: 1 });
  fold.add('w1', 2, log(102, 0, { a: 7 }));
  expect(fold.gaps).toEqual(new Map([['w1', [[3, 3]]]]));
  expect(fold.summary()).toEqual({ a: 7, b: 1 });
});

test('a writer tells of its own loss after it', () => {
  const fold = folded(runRecord('r'));
  fold.add('w1', 3, log(103, 1, { a: 3 }));
  const gap = { kind: 'gap', t: 104, writer: 'w1', from: 2, to: 2, count: 1 };
  expect(fold.add('w1', 4, { ...gap, reason: 'disk full' })).toBe(true);
  expect(fold.cursors.get('w1')).toBe(4);
  expect(fold.gaps).toEqual(new Map([['w1', [[2, 2]]]]));
  fold.add('w1', 2, log(102, 0, { b: 2 }));
  expect(fold.gaps).toEqual(new Map());
});

test('a gap of any length is passed in one step', () => {
  const fold = new FoldState(UID);
  const last = 2 ** 52;
  fold.add('w1', last + 1, log(106, 1, { a: 1 }));
  const gap = { kind: 'gap', t: 105, writer: 'w1', from: 1, to: last };
  fold.add('server-1', 1, { ...gap, reason: 'disk full', count: last });
  expect(fold.cursors.get('w1')).toBe(last + 1);
  expect(fold.summary()).toEqual({ a: 1 });
});

test('what waited is not lost, though a gap covers it', () => {
  const fold = folded(runRecord('r'));
  fold.add('w1', 3, log(103, 1, { a: 3 }));
  const gap = { kind: 'gap', t: 105, writer: 'w1', from: 2, to: 3, count: 2 };
  fold.add('server-1', 1, { ...gap, reason: 'disk full' });
  expect(fold.summary()).toEqual({ a: 3 });
  expect(fold.gaps).toEqual(new Map([['w1', [[2, 2]]]]));
});

test('a visit is one observation, with its last value', () => {
  const fold = folded(
    log(1, 0, { a: 5 }, false),
    log(2, 0, { a: 1 }),
    log(3, 1, { a: 9 }, false)
  );
  expect(fold.toJson().keys.a).toMatchObject({ n: 1, min: 1, max: 1, sum: 1 });
  expect(fold.toJson().writers.w1.visit).toEqual({
    step: 1,
    values: { a: 9 },
    stamps: { a: [3, 'w1', 3] }
  });
  fold.add('w1', 4, { kind: 'finish', t: 4, exit: 0, reason: 'finish' });
  expect(fold.toJson().keys.a).toMatchObject({ n: 2, min: 1, max: 9, sum: 10 });
});

test('a record to an earlier step is a visit of its own', () => {
  const fold = folded(
    log(1, 0, { a: 1 }),
    log(2, 5, { a: 2 }),
    log(3, 0, { a: 100, b: 3 })
  );
  expect(fold.summary()).toEqual({ a: 2, b: 3 });
  expect(fold.toJson().keys.a.n).toBe(3);
  expect(fold.step).toBe(5);
});

test('what the user set stays until the next log of that key', () => {
  const fold = folded(log(1, 0, { a: 1, b: 1 }), {
    kind: 'summary',
    t: 2,
    set: { a: 10, c: null },
    delete: ['b']
  });
  expect(fold.summary()).toEqual({ a: 10, c: null });
  fold.add('w1', 3, log(3, 1, { a: 2, b: 2, c: null }));
  expect(fold.summary()).toEqual({ a: 2, b: 2, c: null });
});

test('config and edits of all writers count by time', () => {
  const config = { lr: 0.1, net: { depth: 3, width: 4 } };
  const fold = folded(runRecord('first'), {
    kind: 'config',
    t: 102,
    set: config
  });
  fold.add('api-1', 1, {
    kind: 'edit',
    t: 103,
    name: 'renamed',
    config: { set: { 'net.depth': 5 } }
  });
  expect(fold.config()).toEqual({ lr: 0.1, net: { depth: 5, width: 4 } });
  expect(fold.run).toMatchObject({ project: 'p', name: 'renamed' });
});

test('a set tree takes the place of what was below its path', () => {
  const fold = folded(
    { kind: 'config', t: 1, set: { net: { depth: 3, width: 4 }, tags: {} } },
    { kind: 'config', t: 2, set: { net: { kind: 'mlp' } } }
  );
  expect(fold.config()).toEqual({ net: { kind: 'mlp' }, tags: {} });
  fold.add('w1', 3, { kind: 'config', t: 3, delete: ['net'] });
  expect(fold.config()).toEqual({ tags: {} });
});

test('the state is the first rule that holds', () => {
  const finish: IRecord = { kind: 'finish', t: 102, exit: 0, reason: 'finish' };
  const both = folded(runRecord('r'));
  both.add('w2', 1, runRecord('r'));
  const of = (w1: 'alive' | 'dead' | 'silent', w2: typeof w1) =>
    runState(both, new Map(Object.entries({ w1, w2 })));
  expect(of('dead', 'alive')).toBe('running');
  expect(runState(both, new Map(), true)).toBe('idle');
  expect(of('dead', 'silent')).toBe('killed');
  expect(of('silent', 'silent')).toBe('not heard from');
  both.add('w1', 2, finish);
  expect(of('dead', 'dead')).toBe('killed');
  both.add('w2', 2, { ...finish, exit: 1, reason: 'exception' });
  expect(of('dead', 'dead')).toBe('crashed');
  both.add('w2', 3, runRecord('resumed'));
  expect(of('dead', 'alive')).toBe('running');
});

test('how writers ended that another one has resumed is the past', () => {
  const finish: IRecord = { kind: 'finish', t: 103, exit: 0, reason: 'finish' };
  const fold = folded(runRecord('r'));
  const gone = new Map<string, Liveness>([['w1', 'dead']]);
  expect(runState(fold, gone)).toBe('killed');
  fold.add('w2', 1, { ...runRecord('r'), t: 102, resumes: ['w1'] });
  expect(runState(fold, gone)).toBe('running');
  fold.add('w2', 2, { ...finish, reason: 'exception', exit: 1 });
  expect(runState(fold, gone)).toBe('crashed');
  fold.add('w3', 1, { ...runRecord('r'), t: 103, resumes: ['w2'] });
  fold.add('w3', 2, finish);
  expect(runState(fold, gone)).toBe('finished');
});

test('who only edits does not bring a finished run back', () => {
  const fold = folded(runRecord('r'), {
    kind: 'finish',
    t: 102,
    exit: 0,
    reason: 'finish'
  });
  fold.add('api-1', 1, runRecord('r'));
  expect(runState(fold, new Map())).toBe('finished');
});
