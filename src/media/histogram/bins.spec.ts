import { readBins } from './bins';

const ONE = { _type: 'histogram', values: [3, 0, 1], bins: [-1, 0, 1, 2] };

describe('a histogram', () => {
  it('is read with what lies in no bin', () => {
    expect(readBins({ ...ONE, nan: 2, posinf: 1, neginf: 3 })).toEqual([
      { counts: [3, 0, 1], edges: [-1, 0, 1, 2], nan: 2, infinite: 4 }
    ]);
  });

  it('is read out of a batch', () => {
    const { _type: _, ...item } = ONE;
    const batch = { _type: 'histograms', count: 2, items: [item, item] };
    expect(readBins(batch)).toHaveLength(2);
  });

  it('is none where its bins are not whole', () => {
    const broken = [
      { ...ONE, bins: [0, 1, 2] },
      { ...ONE, bins: [0, 1, 1, 2] },
      { ...ONE, values: [1, NaN, 1] },
      { ...ONE, values: 'many' },
      { _type: 'histogram' }
    ];
    for (const value of broken) {
      expect(readBins(value)).toEqual([]);
    }
    expect(readBins({ _type: 'image-file' })).toBeNull();
    expect(readBins([1])).toBeNull();
  });
});
