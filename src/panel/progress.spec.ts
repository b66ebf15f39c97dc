import type { IRunInfo } from '../protocol';
import { Pace } from './pace';
import { plainText } from '../model/texts';
import { elapsed, progress } from './progress';
import { SyntheticRun } from './testing/syntheticRun';

function info(known: Partial<IRunInfo>): IRunInfo {
  const run = new SyntheticRun();
  run.setInfo({ start: 1000, ...known });
  return run.info!;
}

describe('progress', () => {
  const seen = { rate: 21, reached: true, now: 1058 };

  it('of a running run', () => {
    const running = info({ step: 1240, totalSteps: 2000, lastT: 1057 });
    expect(progress(running, seen, plainText)).toEqual([
      'step 1,240 of 2,000',
      '21 steps/s',
      '0:58'
    ]);
  });

  it('guesses no total', () => {
    expect(progress(info({ step: 7 }), seen, plainText)[0]).toBe('step 7');
  });

  it('has no rate once it does not run', () => {
    for (const state of ['idle', 'finished', 'killed'] as const) {
      const ended = info({ state, step: 7, lastT: 1020 });
      expect(progress(ended, seen, plainText)).toEqual(['step 7', '0:20']);
    }
  });

  it('says no duration where no record is known', () => {
    const unknown = info({ state: 'not heard from', step: null, lastT: null });
    expect(progress(unknown, seen, plainText)).toEqual([]);
  });

  it('says that it is as last seen where nothing answers', () => {
    const lost = { ...seen, reached: false };
    expect(progress(info({ step: 7 }), lost, plainText)).toEqual([
      'as last seen',
      'step 7',
      '0:58'
    ]);
  });
});

test('elapsed time is never less than what was logged: clocks differ', () => {
  expect(elapsed(info({ lastT: 1100 }), 1050)).toBe(100);
  expect(elapsed(info({ lastT: null }), 900)).toBe(0);
});

describe('Pace', () => {
  it('is the rate of the last seconds', () => {
    const pace = new Pace();
    expect(pace.rate).toBeNull();
    for (let time = 0; time <= 100; time++) {
      pace.note(time < 60 ? time : 60 + (time - 60) * 10, time);
    }
    expect(pace.rate).toBeCloseTo(10, 5);
  });

  it('begins again where a run goes back', () => {
    const pace = new Pace();
    pace.note(0, 0);
    pace.note(100, 10);
    pace.note(50, 11);
    expect(pace.rate).toBeNull();
  });
});
