import {
  type IRunAnswer,
  type ISavedRun,
  type Json,
  unknownInfo
} from '../protocol';
import { lines } from '../protocol/testing/lines';
import { FoldState } from './fold';
import { RunModel } from './runModel';
import { runRecord } from './testing/journals';

const UID = '0123456789abcdef0123456789abcdef';

/** Of a run with the lines `loss` and `acc` and a text, as it was at step 2. */
const SAVED: ISavedRun = {
  t: 500,
  info: { ...unknownInfo(UID), name: 'kept', start: 100, state: 'running' },
  config: { lr: 1 },
  summary: { loss: 0.25 },
  failure: { t: 102, type: 'E', value: null, traceback: [], cell: null },
  series: [
    {
      key: 'loss',
      of: 300,
      stepMetric: 'acc',
      goal: null,
      best: false,
      hidden: false,
      step: [0, 1, 2],
      time: [100, 101, 102],
      value: [9, -1, 0.25]
    },
    {
      key: 'acc',
      of: 1,
      stepMetric: null,
      goal: 'maximize',
      best: true,
      hidden: true,
      step: [2],
      time: [102],
      value: [0.5]
    }
  ],
  values: [{ key: 'phase', step: 1, t: 101, value: 'warm-up' }],
  thumbnails: new Map(),
  leftOut: 0
};

function makeModel(): RunModel {
  const model = new RunModel({ uid: UID, schedule: () => undefined });
  model.setSaved(SAVED);
  return model;
}

const lossOf = (model: RunModel) =>
  Array.from(model.series('loss')?.view(1000).value ?? []);

/** What the Jupyter server says of the run, which has gone on to step 3. */
function answer(): IRunAnswer {
  const fold = new FoldState(UID);
  const records: Json[] = [runRecord('real') as Json];
  for (let step = 0; step < 4; step++) {
    const data = { loss: step };
    records.push({ kind: 'log', t: 100 + step, step, commit: true, data });
  }
  records.forEach((record, i) => fold.add('w1', i + 1, record as never));
  const key = { n: 4, numbers: 4, firstStep: 0, lastStep: 3 };
  const info = { ...unknownInfo(UID), name: 'real', start: 100 };
  return { info, fold: fold.toJson(), keys: new Map([['loss', key]]) };
}

describe('a model with a saved picture', () => {
  it('shows the picture, and says that it is one', () => {
    const model = makeModel();
    expect(model.saved).toBe(SAVED);
    expect(model.info?.name).toBe('kept');
    expect(model.config).toEqual({ lr: 1 });
    expect(model.summary).toEqual({ loss: 0.25 });
    expect(model.failure?.type).toBe('E');
    expect(model.points).toBe(301);
    expect(model.keys().map(({ path }) => path)).toEqual([
      'loss',
      'acc',
      'phase'
    ]);
    expect(lossOf(model)).toEqual([9, -1, 0.25]);
    const loss = model.series('loss')!;
    expect([loss.least, loss.greatest, loss.last, loss.length]).toEqual([
      { step: 1, value: -1 },
      { step: 0, value: 9 },
      { step: 2, time: 102, value: 0.25 },
      300
    ]);
    expect(model.values('phase')).toEqual([
      { step: 1, time: 101, value: 'warm-up' }
    ]);
  });

  it('goes on showing it where no Jupyter server has the run', () => {
    const model = makeModel();
    model.setLinks({ server: 'absent' });
    model.setEmptyBase();
    expect(model.saved).toBe(SAVED);
    expect(model.summary).toEqual({ loss: 0.25 });
    expect(lossOf(model)).toEqual([9, -1, 0.25]);
  });

  it('shows the run as soon as it is found, and each line until its own has come', () => {
    const model = makeModel();
    model.setBase(answer());
    expect(model.saved).toBeNull();
    expect(model.info?.name).toBe('real');
    expect(model.summary).toEqual({ loss: 3 });
    expect(lossOf(model)).toEqual([9, -1, 0.25]);
    const all = Float64Array.of(0, 1, 2, 3);
    const columns = { key: 'loss', of: 4, step: all, time: all, value: all };
    model.setSeries([columns], new Map([['w1', 5]]), 512);
    expect(lossOf(model)).toEqual([0, 1, 2, 3]);
  });

  it('keeps the keys where they were: what comes is added below', () => {
    const model = makeModel();
    const found = answer();
    const key = { n: 4, numbers: 4, firstStep: 0, lastStep: 3 };
    const keys = new Map([['first', key], ...found.keys]);
    model.setBase({ ...found, keys });
    expect(model.keys().map(({ path }) => path)).toEqual([
      'loss',
      'acc',
      'phase',
      'first'
    ]);
  });

  it('shows no hole while only the latest lines of the kernel are here', () => {
    const model = makeModel();
    const data = { loss: 7 };
    const late = { kind: 'log', t: 109, step: 9, commit: true, data };
    model.addLines('w1', lines(UID, 11, [late]));
    expect(lossOf(model)).toEqual([9, -1, 0.25]);
    expect(model.summary).toEqual({ loss: 0.25 });
  });

  it('is shown by the kernel alone, where there is no Jupyter server', () => {
    const model = makeModel();
    model.setEmptyBase();
    const data = { loss: 7 };
    const first = { kind: 'log', t: 109, step: 9, commit: true, data };
    model.addLines('w1', lines(UID, 1, [runRecord('real') as Json, first]));
    expect(model.saved).toBeNull();
    expect(lossOf(model)).toEqual([7]);
  });
});
