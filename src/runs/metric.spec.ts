import type { IKeyOfRuns } from '../protocol';
import { ListMetric } from './metric';
import { madeUpInfo } from './testing/madeUpRuns';

describe('ListMetric', () => {
  let keys: IKeyOfRuns[];
  let keysNear: IKeyOfRuns[];
  let asked: number;
  let metric: ListMetric;

  beforeEach(() => {
    jest.useFakeTimers();
    asked = 0;
    keys = [];
    keysNear = [];
    metric = new ListMetric({
      keys: runs => {
        asked += 1;
        return Promise.resolve(runs.length > 0 ? keysNear : keys);
      },
      changed: () => undefined
    });
  });

  afterEach(() => {
    metric.dispose();
    jest.useRealTimers();
  });

  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  const of = (...counts: [string, number][]) =>
    counts.map(([path, runs]) => ({ path, runs }));

  it.each([
    [
      of(['train/loss', 9], ['val/loss', 9], ['val/accuracy', 8]),
      'val/accuracy'
    ],
    [of(['train/loss', 9], ['val/loss', 9]), 'val/loss'],
    [of(['lr', 9], ['loss', 9]), 'loss'],
    [of(['loss', 9], ['val/accuracy', 1]), 'loss'],
    [of(['epoch', 3]), 'epoch'],
    [[], null]
  ])('is, of %j, %s by itself', async (given, best) => {
    keys = given;
    metric.look([madeUpInfo(1)]);
    await pass(0);
    expect(metric.current).toBe(best);
  });

  it('is what is best of the notebook in view, if that has any', async () => {
    keys = of(['val/accuracy', 9], ['validation/loss', 1]);
    keysNear = of(['validation/loss', 1]);
    metric.look([madeUpInfo(1), madeUpInfo(2)], [madeUpInfo(2)]);
    await pass(0);
    expect(metric.current).toBe('validation/loss');
    expect(metric.keys).toBe(keys);
    metric.look([madeUpInfo(1), madeUpInfo(2)]);
    await pass(5000);
    expect(metric.current).toBe('val/accuracy');
  });

  it('is the one that somebody chose, until it is given up', async () => {
    keys = of(['loss', 1]);
    metric.choose('my/metric');
    metric.look([madeUpInfo(1)]);
    await pass(0);
    expect(metric.current).toBe('my/metric');
    metric.choose(null);
    expect(metric.current).toBe('loss');
  });

  it('is looked for again when there are other runs, and not else', async () => {
    metric.look([madeUpInfo(1)]);
    await pass(0);
    metric.look([madeUpInfo(1)]);
    await pass(60_000);
    expect(asked).toBe(1);
    metric.look([madeUpInfo(1), madeUpInfo(2)]);
    await pass(0);
    expect(asked).toBe(2);
  });

  it('may come late in a live run', async () => {
    keys = of(['train/loss', 1]);
    const live = [madeUpInfo(1, { state: 'running' })];
    metric.look(live);
    await pass(0);
    keys = of(['train/loss', 1], ['val/loss', 1]);
    metric.look(live);
    await pass(9000);
    expect(metric.current).toBe('train/loss');
    await pass(1000);
    expect(metric.current).toBe('val/loss');
  });
});
