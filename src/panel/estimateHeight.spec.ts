import { placeOf } from '../model';
import { estimateHeight } from './estimateHeight';

const metrics = (...paths: string[]) =>
  paths.map(path => placeOf(path, 'number'));

describe('estimateHeight', () => {
  it('has a row for three cards where they fit beside each other', () => {
    const one = estimateHeight(metrics('t/a'), 930);
    expect(estimateHeight(metrics('t/a', 't/b', 't/c'), 930)).toBe(one);
    expect(estimateHeight(metrics('t/a', 't/b', 't/c', 't/d'), 930)).toBe(
      one + 178
    );
    expect(estimateHeight(metrics('t/a', 't/b'), 350)).toBe(one + 178);
  });

  it('has a heading for each section', () => {
    const one = estimateHeight(metrics('t/a'), 930);
    expect(estimateHeight(metrics('t/a', 'v/a'), 930)).toBe(one + 178 + 38);
  });

  it('has room for a first row of cards where nothing is known', () => {
    expect(estimateHeight([], 930)).toBe(estimateHeight(metrics('a'), 930));
  });
});
