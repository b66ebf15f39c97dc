import type { Json, JsonObject } from './json';
import { decodeText, decodeValue, encodeValue, toNumber } from './values';

test('what JSON cannot say survives a round trip', () => {
  const value: Json = {
    plain: [1, -0.5, 'text', true, null],
    odd: [NaN, Infinity, -Infinity],
    large: 9007199254740993n,
    $dollar: 1,
    $$two: { $int: 'not a form, a key of the user' }
  };
  const text = JSON.stringify(encodeValue(value));
  expect(decodeText(text)).toEqual(value);
});

test('integers stay exact, and plain numbers up to 2^53', () => {
  expect(decodeValue({ $int: '-9007199254740993' })).toBe(-9007199254740993n);
  expect(encodeValue(2n ** 53n)).toBe(2 ** 53);
  expect(encodeValue(2n ** 53n + 1n)).toEqual({ $int: '9007199254740993' });
});

test('large integers are drawn as the nearest float', () => {
  expect(toNumber(9007199254740993n)).toBe(9007199254740992);
  expect(toNumber('1')).toBeNull();
  expect(toNumber(true)).toBeNull();
});

test.each([
  [{ $number: 'seven' }, '"seven" is no $number'],
  [{ $int: '1e3' }, '"1e3" is no $int'],
  [{ $int: 3 }, '3 is no $int']
])('%j is refused', (value: JsonObject, message: string) => {
  expect(() => decodeValue(value)).toThrow(message);
});

test('a form is an object of one key; a field more and it is data', () => {
  const value = { $number: 'NaN', more: 1 };
  expect(decodeValue(value)).toEqual(value);
});

test('no key of the data reaches the prototype', () => {
  const value = decodeText('{"__proto__": {"$$a": 1}, "b": 2}') as JsonObject;
  expect(Object.keys(value)).toEqual(['__proto__', 'b']);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(JSON.stringify(encodeValue(value))).toBe(
    '{"__proto__":{"$$a":1},"b":2}'
  );
});
