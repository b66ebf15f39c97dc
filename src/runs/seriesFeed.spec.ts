import { SeriesFeed } from './seriesFeed';
import { madeUpColumns, madeUpInfo, uid } from './testing/madeUpRuns';

describe('SeriesFeed', () => {
  let asked: { key: string; runs: readonly string[] }[];
  let failure: Error | null;
  let feed: SeriesFeed;
  let changes: number;

  beforeEach(() => {
    jest.useFakeTimers();
    asked = [];
    failure = null;
    changes = 0;
    feed = new SeriesFeed({
      fetch: (key, runs) => {
        asked.push({ key, runs });
        return failure
          ? Promise.reject(failure)
          : Promise.resolve(
              runs
                .filter(run => run !== uid(9))
                .map(run => madeUpColumns({ ...madeUpInfo(1), run }))
            );
      },
      changed: () => (changes += 1)
    });
    feed.setKey('val/accuracy');
    feed.setActive(true);
  });

  afterEach(() => {
    feed.dispose();
    jest.useRealTimers();
  });

  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  const live = (step: number) =>
    madeUpInfo(1, { state: 'running', step, lastT: step });

  it('fetches the runs in sight together, and ended ones once', async () => {
    feed.want([madeUpInfo(1), madeUpInfo(2)]);
    await pass(200);
    feed.want([madeUpInfo(1), madeUpInfo(2)]);
    await pass(60_000);
    expect(asked).toEqual([{ key: 'val/accuracy', runs: [uid(1), uid(2)] }]);
    expect(feed.get(uid(1))?.run).toBe(uid(1));
    expect(changes).toBe(1);
  });

  it('fetches live runs again every two seconds, while they go on', async () => {
    feed.want([live(1)]);
    await pass(200);
    for (let step = 2; step < 42; step++) {
      feed.want([live(step)]);
      await pass(100);
    }
    expect(asked.length).toBeGreaterThanOrEqual(2);
    expect(asked.length).toBeLessThanOrEqual(3);
  });

  it('fetches a run a last time when it has ended', async () => {
    feed.want([live(5)]);
    await pass(200);
    feed.want([{ ...live(5), state: 'finished' }]);
    await pass(10_000);
    expect(asked).toHaveLength(2);
  });

  it('does not make what comes into sight wait for two seconds', async () => {
    feed.want([madeUpInfo(1)]);
    await pass(0);
    feed.want([madeUpInfo(1), madeUpInfo(2)]);
    await pass(200);
    expect(asked.map(({ runs }) => runs)).toEqual([[uid(1)], [uid(2)]]);
  });

  it('tells a run without the metric from one that was not asked for', async () => {
    feed.want([madeUpInfo(9)]);
    expect(feed.get(uid(9))).toBeUndefined();
    await pass(200);
    expect(feed.get(uid(9))).toBeNull();
  });

  it('asks for nothing while the list is not shown, and for runs without a row never', async () => {
    feed.want([madeUpInfo(3, { step: null })]);
    await pass(10_000);
    feed.setActive(false);
    feed.want([madeUpInfo(1)]);
    await pass(10_000);
    expect(asked).toEqual([]);
    feed.setActive(true);
    await pass(200);
    expect(asked).toHaveLength(1);
  });

  it('asks again for another metric', async () => {
    feed.want([madeUpInfo(1)]);
    await pass(200);
    feed.setKey('train/loss');
    expect(feed.get(uid(1))).toBeUndefined();
    await pass(200);
    expect(asked[1].key).toBe('train/loss');
  });

  it('keeps what it has where the server fails, and tries again later', async () => {
    feed.want([live(1)]);
    await pass(200);
    failure = new Error('away');
    feed.want([live(2)]);
    await pass(5000);
    expect(asked).toHaveLength(2);
    expect(feed.get(uid(1))).not.toBeUndefined();
    failure = null;
    await pass(10_000);
    expect(asked).toHaveLength(3);
  });

  it('keeps no more than the last five hundred', async () => {
    for (let i = 0; i < 7; i++) {
      feed.want(
        Array.from({ length: 100 }, (_, n) => madeUpInfo(1000 + i * 100 + n))
      );
      await pass(1000);
    }
    expect(feed.get(uid(1000))).toBeUndefined();
    expect(feed.get(uid(1699))).toBeDefined();
  });
});
