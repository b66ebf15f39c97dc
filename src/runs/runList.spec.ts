import { RunList } from './runList';
import {
  MadeUpHost,
  madeUpInfo,
  madeUpNotebook,
  uid
} from './testing/madeUpRuns';

describe('RunList', () => {
  let host: MadeUpHost;
  let list: RunList;
  let frames: (() => void)[];

  beforeEach(() => {
    jest.useFakeTimers();
    host = new MadeUpHost();
    host.runs.reset(
      [
        madeUpInfo(5, { notebook: 'digits.ipynb', cell: 'a' }),
        madeUpInfo(4, { notebook: 'digits.ipynb', cell: 'a' }),
        madeUpInfo(3, { notebook: 'other.ipynb' }),
        madeUpInfo(2, { notebook: 'digits.ipynb', trash: true })
      ],
      []
    );
    frames = [];
    list = new RunList({
      runs: host.runs,
      host,
      server: host.server,
      schedule: callback => frames.push(callback)
    });
    list.setNotebook(madeUpNotebook());
  });

  afterEach(() => {
    list.dispose();
    jest.useRealTimers();
  });

  const nextFrame = () => frames.splice(0).forEach(callback => callback());
  const ids = () => list.rows.map(row => row.id);

  it('follows the notebook that is looked at', () => {
    expect(ids()).toContain(uid(5));
    list.setNotebook(madeUpNotebook({ path: 'other.ipynb' }));
    expect(ids().slice(0, 2)).toEqual(['here', uid(3)]);
    list.setNotebook(null);
    expect(ids()).not.toContain('here');
  });

  it('opens what a run is folded in when it comes into view', () => {
    list.choose(uid(4));
    expect(ids()).toContain(uid(4));
    expect(list.selection.active).toBe(uid(4));
    list.choose(uid(3));
    expect(ids()).toContain(uid(3));
  });

  it('leaves a search and a selection alone when a run comes into view', () => {
    list.setSearch('run-5');
    list.choose(uid(3));
    expect(list.state.search).toBe('run-5');
    list.setSearch('');
    list.setOpen('earlier:here:a', true);
    list.select((selection, rows) => selection.all(rows));
    list.choose(uid(5));
    expect(list.selection.runs.size).toBe(2);
  });

  it('tells once of each run that comes into view', () => {
    const told: (string | null)[] = [];
    list.chosenChanged.connect((_, run) => told.push(run));
    list.choose(uid(5));
    list.choose(uid(5));
    list.choose(null);
    expect(told).toEqual([uid(5), null]);
  });

  it('takes a run out of view that is deleted, not one that is yet to come', () => {
    list.setShown(true);
    list.choose(uid(9));
    host.runs.update(madeUpInfo(8));
    nextFrame();
    expect(list.chosen).toBe(uid(9));
    host.runs.update(madeUpInfo(9));
    nextFrame();
    host.runs.remove(uid(9));
    nextFrame();
    expect(list.chosen).toBeNull();
  });

  it('has back what it kept', () => {
    list.setOpen('here', false);
    list.setShowHidden(false);
    list.metric.choose('train/loss');
    const kept: unknown = JSON.parse(JSON.stringify(list.state));
    const other = new RunList({
      runs: host.runs,
      host,
      server: host.server,
      schedule: callback => frames.push(callback)
    });
    const told = jest.fn();
    other.stateChanged.connect(told);
    other.restore(kept as RunList['state']);
    expect(other.state).toEqual(list.state);
    expect(other.metric.current).toBe('train/loss');
    expect(told).toHaveBeenCalled();
    other.dispose();
  });

  it('tells of what the server says once a frame, and not while it is hidden', () => {
    let changes = 0;
    list.changed.connect(() => (changes += 1));
    host.runs.update(madeUpInfo(5));
    expect(frames).toHaveLength(0);
    list.setShown(true);
    changes = 0;
    for (let step = 0; step < 10; step++) {
      host.runs.update(madeUpInfo(5, { step }));
    }
    expect(changes).toBe(0);
    nextFrame();
    expect(changes).toBe(1);
  });

  it('has what came while it was hidden when it is shown', () => {
    expect(ids()).toHaveLength(5);
    host.runs.update(madeUpInfo(6, { notebook: 'digits.ipynb' }));
    list.setShown(true);
    expect(ids()).toContain(uid(6));
  });

  it('asks for nothing while it is hidden, or the server away', async () => {
    const keys = jest.spyOn(host, 'keysOfRuns');
    const pass = () => jest.advanceTimersByTimeAsync(30_000);
    list.series.want(host.runs.infos);
    await pass();
    expect(keys).not.toHaveBeenCalled();
    host.setServer('disconnected');
    list.setShown(true);
    await pass();
    expect(keys).not.toHaveBeenCalled();
    host.setServer('connected');
    await pass();
    // Of the notebook in view, and of all.
    expect(keys).toHaveBeenCalledTimes(2);
    expect(host.asked).toHaveLength(1);
    expect(list.metric.current).toBe('val/accuracy');
  });
});
