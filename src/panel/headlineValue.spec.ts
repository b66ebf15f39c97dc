import { NO_RULE } from '../model';
import { plainText } from '../model/texts';
import { headlineValue } from './headlineValue';
import { SyntheticRun } from './testing/syntheticRun';

function told(
  values: readonly number[],
  goal: 'minimize' | 'maximize' | null,
  ...operations: string[]
) {
  const run = new SyntheticRun();
  values.forEach((value, step) => run.log(step, 100 + step, { m: value }));
  const rule = { ...NO_RULE, goal, operations: new Set(operations) };
  return headlineValue(run.series('m'), rule, plainText);
}

describe('headlineValue', () => {
  it('is the last value, with the extreme that the goal names below it', () => {
    expect(told([3, 9, 4], null)).toEqual({ value: 4, note: '' });
    expect(told([3, 9, 4], 'maximize')).toEqual({
      value: 4,
      note: 'highest 9 at 1'
    });
  });

  it('is the best by the goal where the summary is asked for that', () => {
    expect(told([3, 9, 4], 'minimize', 'best', 'mean')).toEqual({
      value: 3,
      note: 'best, at 0; last 4'
    });
    expect(told([3, 9, 4], 'maximize', 'best').value).toBe(9);
  });

  it('is the last value where none is the best', () => {
    expect(told([NaN, Infinity], 'minimize', 'best').value).toBe(Infinity);
    expect(told([3, 9, 4], null, 'best').value).toBe(4);
  });

  it('is nothing where there is no series', () => {
    expect(headlineValue(null, NO_RULE, plainText)).toEqual({
      value: null,
      note: ''
    });
  });
});
