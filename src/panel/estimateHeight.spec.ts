import { placeOf } from '../model';
import { STANDARD } from './layout';
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

  it('has no room for what is hidden or folded away', () => {
    const one = estimateHeight(metrics('t/a'), 930);
    const two = metrics('t/a', 'v/a');
    const hidden = { ...STANDARD, hidden: ['v/a'] };
    expect(estimateHeight(two, 930, hidden)).toBe(one);
    const folded = { ...STANDARD, folded: ['v'] };
    expect(estimateHeight(two, 930, folded)).toBe(one + 48);
  });

  it('has the columns that somebody wants, as far as they have room', () => {
    const one = estimateHeight(metrics('t/a'), 930);
    const four = metrics('t/a', 't/b', 't/c', 't/d');
    const height = (columns: number, width: number) =>
      estimateHeight(four, width, { ...STANDARD, columns });
    expect(height(4, 930)).toBe(one);
    expect(height(1, 930)).toBe(one + 3 * 178);
    expect(height(6, 350)).toBe(one + 178);
  });
});
