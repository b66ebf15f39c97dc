import { nullTranslator } from '@jupyterlab/translation';

import { RunCollection } from '../model';
import { type IRunInfo, unknownInfo } from '../protocol';
import { LiveStatus } from './liveStatus';

const trans = nullTranslator.load('runside');

function run(uid: string, said: Partial<IRunInfo> = {}): IRunInfo {
  return { ...unknownInfo(uid), name: uid, state: 'running', ...said };
}

function status(...infos: IRunInfo[]) {
  const runs = new RunCollection();
  runs.reset(infos, []);
  const opened: string[] = [];
  const item = new LiveStatus({
    runs,
    trans,
    inView: live => live[0] ?? null,
    open: run => opened.push(run)
  });
  const tell = async (...infos: IRunInfo[]) => {
    runs.reset(infos, []);
    await jest.advanceTimersByTimeAsync(1000);
  };
  return { item, tell, opened };
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test('how many runs are live is said with the step of the one in view', () => {
  const { item } = status(
    run('a', { step: 1240, totalSteps: 2000 }),
    run('b', { state: 'idle' }),
    run('c', { state: 'finished' })
  );
  expect(item.node.textContent).toBe('2 runs live · step 1,240 of 2,000');
});

test('the rate is that of the last seconds, and begins anew with another run', async () => {
  const { item, tell } = status(run('a', { step: 0, lastT: 100 }));
  await tell(run('a', { step: 40, lastT: 102 }));
  expect(item.node.textContent).toBe('1 run live · step 40 · 20 steps/s');
  await tell(run('b', { step: 7, lastT: 103 }));
  expect(item.node.textContent).toBe('1 run live · step 7');
});

test('it is brought up to date at most once a second', async () => {
  const { item, tell } = status(run('a', { step: 0 }));
  for (let step = 1; step < 10; step++) {
    void tell(run('a', { step }));
  }
  expect(item.node.textContent).toContain('step 0');
  await tell(run('a', { step: 10 }));
  expect(item.node.textContent).toContain('step 10');
});

test('it is there while something is live and the user wants it', async () => {
  const { item, tell } = status(run('a'));
  expect(item.isActive).toBe(true);
  const told: boolean[] = [];
  item.activeChanged.connect(() => told.push(item.isActive));
  await tell(run('a'), run('b'));
  await tell(run('a', { state: 'finished' }));
  await tell(run('a'));
  item.isWanted = false;
  expect(told).toEqual([false, true, false]);
});

test('a run in the trash is told of no more', async () => {
  const { item, tell } = status(run('a'));
  await tell(run('a', { trash: true }));
  expect(item.isActive).toBe(false);
});

test('a click opens the run that it tells of', () => {
  const { item, opened } = status(run('a'));
  item.node.querySelector('button')!.click();
  expect(opened).toEqual(['a']);
});
