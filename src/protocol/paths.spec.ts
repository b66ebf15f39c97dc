import type { JsonObject } from './json';
import { ancestors, joinPath, leaves, nest, splitPath } from './paths';

test.each([
  ['a', ['a']],
  ['a.b', ['a', 'b']],
  ['a\\.b', ['a.b']],
  ['a\\\\.b', ['a\\', 'b']],
  ['a\\\\\\.b.c', ['a\\.b', 'c']],
  ['', ['']],
  ['.x', ['', 'x']]
])('the path %j names %j', (path, keys) => {
  expect(joinPath(keys)).toBe(path);
  expect(splitPath(path)).toEqual(keys);
  const tree = keys.reduceRight<JsonObject | number>(
    (inner, key) => ({ [key]: inner }),
    1
  ) as JsonObject;
  expect(leaves(tree)).toEqual([[path, 1]]);
  expect(nest([[path, 1]])).toEqual(tree);
});

test('lists and media are leaves, empty objects have none', () => {
  const picture = { _type: 'image-file', sha256: '0'.repeat(64) };
  const tree = { a: { b: picture, c: [{ d: 1 }] }, e: {}, f: null };
  expect(leaves(tree)).toEqual([
    ['a.b', picture],
    ['a.c', [{ d: 1 }]],
    ['f', null]
  ]);
});

test('an object whose _type is no text is a subtree', () => {
  expect(leaves({ a: { _type: 3 } })).toEqual([['a._type', 3]]);
});

test('ancestors are those keys that hold the leaf, innermost first', () => {
  expect(ancestors('a.b.c')).toEqual(['a.b', 'a']);
  expect(ancestors('a\\.b.c')).toEqual(['a\\.b']);
  expect(ancestors('a\\\\.b')).toEqual(['a\\\\']);
  expect(ancestors('a\\.b')).toEqual([]);
  expect(ancestors('.a')).toEqual(['']);
});

test('a key named __proto__ is a key like any other', () => {
  const tree = JSON.parse('{"__proto__": {"x": 1}}') as JsonObject;
  expect(leaves(tree)).toEqual([['__proto__.x', 1]]);
  expect(JSON.stringify(nest(leaves(tree)))).toBe(JSON.stringify(tree));
});
