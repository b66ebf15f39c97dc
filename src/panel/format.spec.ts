import {
  formatAge,
  formatAgo,
  formatCount,
  formatDuration,
  formatExact,
  formatNumber,
  formatRate,
  formatTicks
} from './format';
import { plainText } from '../model/texts';

describe('formatNumber', () => {
  it.each([
    [0.95284, '0.9528'],
    [0.981, '0.981'],
    [0.00031, '3.1e-4'],
    [5.1493e-4, '5.149e-4'],
    [12345.678, '12,346'],
    [37200, '37,200'],
    [-0, '0'],
    [-1.5, '-1.5'],
    [-15_000_000, '-15,000,000'],
    [1.23456e12, '1.235e12'],
    [123456789.5, '1.235e8'],
    [NaN, 'NaN'],
    [Infinity, '∞'],
    [-Infinity, '-∞']
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

test('formatExact loses no digit', () => {
  for (const value of [0.1 + 0.2, 1e-320, -1.7976931348623157e308, 5]) {
    expect(Number(formatExact(value))).toBe(value);
  }
});

test('formatCount separates thousands', () => {
  expect([0, 999, 1240, 1_000_000].map(formatCount)).toEqual([
    '0',
    '999',
    '1,240',
    '1,000,000'
  ]);
});

describe('formatTicks', () => {
  it.each([
    [
      [0, 0.5, 1],
      ['0', '0.5', '1']
    ],
    [
      [0, 5e-4, 1e-3],
      ['0', '0.0005', '0.001']
    ],
    [
      [0, 5e-6, 1e-5],
      ['0', '5e-6', '1e-5']
    ],
    [
      [12000, 12500, 13000],
      ['12k', '12.5k', '13k']
    ],
    [
      [0, 500, 2000],
      ['0', '500', '2,000']
    ],
    [
      [-2e6, 0, 2e6],
      ['-2M', '0', '2M']
    ],
    [
      [0.1 + 0.2, 0.4],
      ['0.3', '0.4']
    ],
    [[], []]
  ])('writes %j alike', (ticks, labels) => {
    expect(formatTicks(ticks)).toEqual(labels);
  });
});

describe('formatDuration', () => {
  it.each([
    [-3, '0:00'],
    [58.9, '0:58'],
    [60, '1:00'],
    [3730, '1:02:10'],
    [86_399, '23:59:59'],
    [3 * 86_400, '3 d'],
    [3 * 86_400 + 4 * 3600, '3 d 4 h']
  ])('writes %d s as %s', (seconds, text) => {
    expect(formatDuration(seconds, plainText)).toBe(text);
  });
});

test('formatRate says the seconds of a step where steps are slow', () => {
  expect(
    [1234.5, 21.4, 2.54, 0.42, 1 / 12].map(rate => formatRate(rate, plainText))
  ).toEqual([
    '1,235 steps/s',
    '21 steps/s',
    '2.5 steps/s',
    '0.42 steps/s',
    '12 s/step'
  ]);
});

describe('formatAge', () => {
  const now = new Date(2026, 10, 21, 15, 0).getTime() / 1000;
  const at = (...date: [number, number, number, number, number]) =>
    new Date(...date).getTime() / 1000;

  it.each([
    [now + 100, 'now'],
    [now - 2, 'now'],
    [now - 12, '12 s'],
    [now - 12 * 60, '12 min'],
    [now - 2.5 * 3600, '2 h'],
    [at(2026, 10, 21, 0, 1), '14 h'],
    [at(2026, 10, 20, 23, 0), 'yesterday']
  ])('of %d is %s', (then, text) => {
    expect(formatAge(then, now, plainText)).toBe(text);
  });

  it('is still in hours a while after midnight', () => {
    const early = at(2026, 10, 21, 1, 0);
    expect(formatAge(early - 2 * 3600, early, plainText)).toBe('2 h');
  });

  it('names the day within a week, and the date before', () => {
    const thursday = formatAge(at(2026, 10, 19, 12, 0), now, plainText);
    expect(thursday).toMatch(/Thu/);
    expect(formatAge(at(2026, 10, 3, 12, 0), now, plainText)).toMatch(/3/);
    expect(formatAge(at(2025, 10, 3, 12, 0), now, plainText)).toMatch(/2025/);
  });

  it('is left out beside an exact time that says more', () => {
    expect(formatAgo(now - 90, now, plainText)).toBe('1 min ago');
    expect(formatAgo(now, now, plainText)).toBe('now');
    expect(formatAgo(now - 72 * 3600, now, plainText)).toBeNull();
  });
});
