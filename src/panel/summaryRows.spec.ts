import { isOperations, summaryRows } from './summaryRows';

describe('summaryRows', () => {
  it('keeps together what operations tell of one metric', () => {
    const image = { _type: 'image-file', sha256: 'a' };
    const rows = summaryRows({
      lr: 0.1,
      train: { 'loss.x': { min: 0.1, last: 'text' }, n: { x: 1, min: 2 } },
      picture: { best: image },
      image
    });
    expect(rows).toEqual([
      ['lr', 0.1],
      ['train.loss\\.x', { min: 0.1, last: 'text' }],
      ['train.n.x', 1],
      ['train.n.min', 2],
      ['picture', { best: image }],
      ['image', image]
    ]);
  });

  it('tells operations from other trees', () => {
    expect(isOperations({ min: 1, max: 2 })).toBe(true);
    expect(isOperations({ min: { x: 1 } })).toBe(false);
    expect(isOperations({ min: 1, other: 2 })).toBe(false);
    expect(isOperations({})).toBe(false);
    expect(isOperations([1])).toBe(false);
  });
});
