import { plainText as trans } from '../model';
import { formatClockTicks, formatElapsedTicks } from './timeTicks';

describe('formatElapsedTicks', () => {
  it.each([
    [
      [0, 0.2, 0.4],
      ['0', '0.2 s', '0.4 s']
    ],
    [
      [0, 10, 60],
      ['0', '0:10', '1:00']
    ],
    [
      [0, 120, 240],
      ['0', '2 min', '4 min']
    ],
    [
      [0, 1800, 3600, 5400],
      ['0', '30 min', '1 h', '1:30 h']
    ],
    [
      [0, 10_800, 21_600],
      ['0', '3 h', '6 h']
    ],
    [
      [86_400, 172_800],
      ['1 d', '2 d']
    ],
    [[37], ['0:37']]
  ])('%j', (ticks, labels) => {
    expect(formatElapsedTicks(ticks, trans)).toEqual(labels);
  });
});

describe('formatClockTicks', () => {
  const at = (day: number, hour: number, minute = 0) =>
    new Date(2026, 10, day, hour, minute).getTime() / 1000;
  const day = (n: number) =>
    new Intl.DateTimeFormat(undefined, {
      day: 'numeric',
      month: 'short'
    }).format(new Date(2026, 10, n));

  it('say the date at the first one, and where it changes', () => {
    const labels = formatClockTicks([at(22, 22), at(22, 23), at(23, 0)]);
    expect(labels.map(label => label.split('<br>')[1])).toEqual([
      day(22),
      undefined,
      day(23)
    ]);
    expect(labels[1]).toBe('23:00');
  });

  it('say seconds where they are less than a minute apart', () => {
    const ticks = [at(22, 9), at(22, 9) + 30];
    expect(formatClockTicks(ticks)[1]).toBe('09:00:30');
  });

  it('say only the days where they are days apart', () => {
    expect(formatClockTicks([at(22, 0), at(24, 0)])).toEqual([
      day(22),
      day(24)
    ]);
  });
});
