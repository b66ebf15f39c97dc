import { HeldSeries } from './heldSeries';
import { SyntheticRun } from './testing/syntheticRun';

describe('HeldSeries', () => {
  let run: SyntheticRun;
  let held: HeldSeries;

  beforeEach(() => {
    run = new SyntheticRun();
    run.log(0, 1000, { loss: 1, epoch: 0 });
    held = new HeldSeries(run.model, 'loss');
  });

  const kept = (path = 'loss') => run.retained.get(path) ?? [];

  it('holds a series as wide as it is drawn, until it is released', () => {
    held.hold(256, null, 1, null);
    held.hold(256, null, 1, null);
    expect(kept()).toEqual([256]);
    held.hold(320, null, 1, null);
    expect(kept()).toEqual([320]);
    held.release();
    expect(kept()).toEqual([]);
    held.hold(320, null, 1, null);
    expect(kept()).toEqual([320]);
  });

  it('holds it closer where a part of it is shown, in few steps, and not without end', () => {
    const wide = (zoomedBy: number) => {
      held.hold(256, null, zoomedBy, null);
      return kept();
    };
    expect(wide(1.5)).toEqual([512]);
    expect(wide(2)).toEqual([512]);
    expect(wide(9)).toEqual([4096]);
    expect(wide(1e6)).toEqual([8192]);
    expect(wide(1)).toEqual([256]);
  });

  it('holds the metric at the axis too, as long as it is there', () => {
    held.hold(256, 'epoch', 1, null);
    expect(kept('epoch')).toEqual([256]);
    held.hold(256, null, 1, null);
    expect(kept('epoch')).toEqual([]);
    expect(kept()).toEqual([256]);
  });

  it('has the Jupyter server smooth it, once the slider rests', () => {
    jest.useFakeTimers();
    const smoothed = () => run.smoothings.get('loss') ?? [];
    for (const amount of [0.1, 0.2, 0.3]) {
      held.hold(256, null, 1, { kind: 'ema', amount });
      jest.advanceTimersByTime(100);
    }
    expect(smoothed()).toEqual([]);
    jest.advanceTimersByTime(1000);
    expect(smoothed()).toEqual([{ kind: 'ema', amount: 0.3 }]);
    held.hold(256, null, 1, null);
    jest.advanceTimersByTime(1000);
    expect(smoothed()).toEqual([]);
    expect(kept()).toEqual([256]);
    held.hold(256, null, 1, { kind: 'ema', amount: 0.5 });
    held.release();
    jest.advanceTimersByTime(1000);
    expect(smoothed()).toEqual([]);
    expect(kept()).toEqual([]);
    jest.useRealTimers();
  });
});
