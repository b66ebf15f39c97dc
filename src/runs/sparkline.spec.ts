import { axisEnd, sparklinePath } from './sparkline';

const path = (step: number[], value: number[], end = step[step.length - 1]) =>
  sparklinePath(Float64Array.from(step), Float64Array.from(value), end);

describe('sparklinePath', () => {
  it('draws a line over the whole of its room', () => {
    expect(path([0, 50, 100], [1, 2, 3])).toBe('M1.5 20.5L36.0 11.0L70.5 1.5');
  });

  it('leaves room for the steps to come', () => {
    expect(path([0, 50], [0, 1], 100)).toBe('M1.5 20.5L36.0 1.5');
  });

  it('breaks at what is no number, and shows a point that stands alone', () => {
    expect(path([0, 1, 2, 3, 4], [0, 1, NaN, 1, Infinity])).toBe(
      'M1.5 20.5L18.8 1.5M53.3 1.5L53.3 1.5'
    );
  });

  it('draws one value in the middle, and none not at all', () => {
    expect(path([7], [0.5])).toBe('M36.0 11.0L36.0 11.0');
    expect(path([0, 1], [NaN, NaN])).toBe('');
    expect(path([], [])).toBe('');
  });
});

describe('axisEnd', () => {
  it.each([
    ['to the last step that is planned', 1240, 2000, 0, 2000],
    ['to the longest run beside it', 1050, null, 2000, 2000],
    ['to its own end, where it is the longest', 2000, 1000, 500, 2000],
    ['to its own end, where the others are far longer', 100, null, 2000, 100]
  ])('goes %s', (_, last, total, longest, end) => {
    expect(axisEnd(last, total, longest)).toBe(end);
  });
});
