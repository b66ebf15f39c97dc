import { clockAxis, elapsedAxis } from './timeTicks';

describe('elapsedAxis', () => {
  it.each([
    [0.4, [0, 0.1, 0.2, 0.3, 0.4]],
    [58, [0, 15, 30, 45]],
    [100, [0, 30, 60, 90]],
    [600, [0, 120, 240, 360, 480, 600]],
    [3 * 3600, [0, 3600, 7200, 10_800]],
    [86_400 * 2.4, [0, 43_200, 86_400, 129_600, 172_800]],
    [86_400 * 9, [0, 172_800, 345_600, 518_400, 691_200]]
  ])('counts %d seconds in units that people use', (to, ticks) => {
    const found = elapsedAxis([0, to], 5).ticks;
    expect(found.map(tick => Number(tick.toPrecision(6)))).toEqual(ticks);
  });
});

describe('clockAxis', () => {
  const at = (...parts: [number, number, number, number, number]) =>
    new Date(...parts).getTime() / 1000;

  it('is round by the clock of the page', () => {
    const from = at(2026, 10, 22, 22, 47);
    const { ticks, range } = clockAxis([from, from + 4 * 3600], 5);
    expect(range).toEqual([from, from + 4 * 3600]);
    expect(ticks).toEqual([
      at(2026, 10, 22, 23, 0),
      at(2026, 10, 23, 0, 0),
      at(2026, 10, 23, 1, 0),
      at(2026, 10, 23, 2, 0)
    ]);
  });

  it('has its days begin at midnight', () => {
    const from = at(2026, 10, 20, 7, 30);
    const { ticks } = clockAxis([from, from + 4.5 * 86_400], 5);
    expect(ticks).toEqual([21, 22, 23, 24].map(day => at(2026, 10, day, 0, 0)));
  });
});
