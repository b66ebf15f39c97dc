import { FIRST_STATE, readState, withFold } from './listState';

describe('readState', () => {
  it('has back what was kept', () => {
    const state = {
      metric: 'loss',
      folds: { here: false },
      search: 'fox',
      showHidden: false
    };
    expect(readState(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  it.each([null, 3, 'x', [], { metric: 3, folds: 'x', search: [], more: 1 }])(
    'makes of %j what can be made of it',
    kept => {
      expect(readState(kept)).toEqual(FIRST_STATE);
    }
  );

  it('leaves out folds that are none', () => {
    expect(readState({ folds: { a: true, b: 'no' } }).folds).toEqual({
      a: true
    });
  });
});

test('withFold forgets the oldest of very many', () => {
  let folds = {};
  for (let i = 0; i < 300; i++) {
    folds = withFold(folds, `group-${i}`, true);
  }
  expect(Object.keys(folds)).toHaveLength(200);
  expect(folds).toHaveProperty('group-299');
  folds = withFold(folds, 'group-100', false);
  expect(Object.keys(folds).at(-1)).toBe('group-100');
});
