import { RunModel } from '../model';
import { FoldState } from '../model/fold';
import { runRecord } from '../model/testing/journals';
import { unknownInfo } from '../protocol';
import { wholeRun } from './wholeRun';

const RUN = '0123456789abcdef0123456789abcdef';

describe('wholeRun', () => {
  let model: RunModel;
  let abort: AbortController;

  beforeEach(() => {
    abort = new AbortController();
    model = new RunModel({ uid: RUN, schedule: call => setTimeout(call) });
  });

  /** The Jupyter server has the run, with one line of which nothing is here. */
  function setBase(): void {
    const fold = new FoldState(RUN);
    fold.add('w1', 1, runRecord('r'));
    fold.add('w1', 2, {
      kind: 'log',
      t: 101,
      step: 0,
      commit: true,
      data: { loss: 1 }
    });
    const key = { n: 1, numbers: 1, firstStep: 0, lastStep: 0 };
    model.setBase({
      info: unknownInfo(RUN),
      fold: fold.toJson(),
      keys: new Map([['loss', key]])
    });
  }

  function setLoss(): void {
    const one = Float64Array.of(0);
    const columns = { key: 'loss', of: 1, step: one, time: one, value: one };
    model.setSeries([columns], new Map([['w1', 2]]), 512);
  }

  it('waits for series that no view shows, and keeps them while they are needed', async () => {
    let held: { dispose(): void } | null = null;
    void wholeRun(model, 60_000, abort.signal).then(holds => {
      held = holds;
    });
    setBase();
    await new Promise(resolve => setTimeout(resolve, 5));
    expect(held).toBeNull();
    expect(model.needs().map(({ path }) => path)).toEqual(['loss']);
    setLoss();
    await new Promise(resolve => setTimeout(resolve, 5));
    expect(held).not.toBeNull();
    held!.dispose();
  });

  it('does without what does not come', async () => {
    setBase();
    const held = await wholeRun(model, 1, abort.signal);
    expect(model.needs()).toHaveLength(1);
    held.dispose();
    expect(model.needs()).toEqual([]);
  });

  it('waits no longer when nobody needs it', async () => {
    const waited = wholeRun(model, 60_000, abort.signal);
    abort.abort();
    (await waited).dispose();
  });
});
