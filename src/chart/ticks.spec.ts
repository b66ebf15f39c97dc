import { stepAxis, valueAxis } from './ticks';

describe('valueAxis', () => {
  it('has a few round numbers around the values', () => {
    const { range, ticks } = valueAxis(0.0703, 2.31, 4);
    expect(ticks).toEqual([0, 1, 2]);
    expect(range[0]).toBeLessThan(0.0703);
    expect(range[1]).toBeGreaterThan(2.31);
  });

  it('keeps still while values come, and then grows by a step', () => {
    const ranges = [1.6, 1.7, 1.8, 1.9, 2, 2.1].map(greatest =>
      valueAxis(0.1, greatest, 4).range.join()
    );
    expect(new Set(ranges.slice(2, 5)).size).toBe(1);
    expect(new Set(ranges).size).toBe(3);
  });

  it('leaves room for a line that runs along the bottom', () => {
    expect(valueAxis(0, 1, 4).range[0]).toBeLessThan(0);
    expect(valueAxis(0.3, 1, 4).range[0]).toBeLessThan(0.3);
  });

  it('gives room to values that are all the same', () => {
    for (const value of [0, 3, -1.5e7, 1e-12]) {
      const { range, ticks } = valueAxis(value, value, 4);
      expect(range[0]).toBeLessThan(value);
      expect(range[1]).toBeGreaterThan(value);
      expect(ticks.length).toBeGreaterThan(1);
    }
  });

  it('tells apart values that differ late in their digits', () => {
    const { range, ticks } = valueAxis(0.98121, 0.98126, 4);
    expect(range[1] - range[0]).toBeLessThan(1e-4);
    expect(ticks.length).toBeGreaterThanOrEqual(2);
  });

  it.each([1e-300, 1e300])('holds at %d', size => {
    const { ticks } = valueAxis(-size, size, 4);
    expect(ticks.length).toBeGreaterThan(1);
    expect(ticks.length).toBeLessThan(10);
  });
});

describe('stepAxis', () => {
  const live = { total: null, live: true };
  const ended = { total: null, live: false };

  it('is fixed where the total is known', () => {
    const total = { total: 2000, live: true };
    const early = stepAxis(0, 1, 5, total);
    expect(early.range).toEqual([0, 2000]);
    expect(early.ticks).toEqual([0, 500, 1000, 1500, 2000]);
    expect(stepAxis(0, 1999, 5, total)).toEqual(early);
  });

  it('goes on where a run goes beyond its total', () => {
    expect(stepAxis(0, 2500, 5, { total: 2000, live: false }).range).toEqual([
      0, 2500
    ]);
  });

  it('grows in round numbers while a run of unknown length is live', () => {
    const ends = new Set<number>();
    for (let step = 100; step <= 1000; step++) {
      const { range } = stepAxis(0, step, 5, live);
      expect(range[1]).toBeGreaterThanOrEqual(step);
      ends.add(range[1]);
    }
    expect([...ends]).toEqual([100, 150, 200, 300, 400, 500, 600, 800, 1000]);
  });

  it('ends with the last step of a run that has ended', () => {
    expect(stepAxis(0, 640, 5, ended).range).toEqual([0, 640]);
  });

  it('begins where a series begins late', () => {
    expect(stepAxis(5000, 6000, 5, ended).range).toEqual([5000, 6000]);
    expect(stepAxis(20, 6000, 5, ended).range[0]).toBe(0);
    expect(stepAxis(-10, 100, 5, ended).range[0]).toBe(-10);
  });

  it('shows a single step in the middle', () => {
    expect(stepAxis(60, 60, 5, live)).toEqual({ range: [59, 61], ticks: [60] });
  });

  it('marks whole steps only', () => {
    for (const tick of stepAxis(0, 3, 5, ended).ticks) {
      expect(Number.isInteger(tick)).toBe(true);
    }
  });
});
