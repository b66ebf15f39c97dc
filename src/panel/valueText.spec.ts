import { valueText } from './valueText';

test.each([
  ['text as it is', 'text as it is'],
  [true, 'true'],
  [null, 'null'],
  [0.30000000000000004, '0.30000000000000004'],
  [NaN, 'NaN'],
  [9007199254740993n, '9007199254740993'],
  [[1, 'a', [null]], '[1, "a", [null]]'],
  [{ why: 'so', at: [NaN] }, '{why: "so", at: [NaN]}']
])('%p is written %s', (value, text) => {
  expect(valueText(value)).toBe(text);
});

test('a very long text is cut', () => {
  expect(valueText('x'.repeat(100_000)).length).toBeLessThan(3000);
});
