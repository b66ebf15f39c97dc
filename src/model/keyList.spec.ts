import { KeyList, kindOf, placeOf } from './keyList';

test.each([
  ['loss', 'number', 'Charts', 'loss'],
  ['train/loss', 'number', 'train', 'loss'],
  ['a/b/loss', 'number', 'a/b', 'loss'],
  ['train.loss', 'number', 'Charts', 'train.loss'],
  ['train/metrics.loss', 'number', 'train', 'metrics.loss'],
  ['a\\.b', 'number', 'Charts', 'a.b'],
  ['/loss', 'number', 'Charts', '/loss'],
  ['train/', 'number', 'train', 'train/'],
  ['sample', 'image', 'Media', 'sample'],
  ['val/wrong', 'image', 'val', 'wrong'],
  ['note', 'text', 'Charts', 'note']
] as const)('%s (%s) is in %s as %s', (path, kind, section, name) => {
  expect(placeOf(path, kind)).toEqual({ path, kind, section, name });
});

test.each([
  [1, 'number'],
  [10n ** 20n, 'number'],
  [NaN, 'number'],
  ['x', 'text'],
  [false, 'bool'],
  [null, null],
  [[1], 'other'],
  [{ _type: 'image-file' }, 'image'],
  [{ _type: 'images/separated' }, 'image'],
  [{ _type: 'histogram' }, 'histogram'],
  [{ _type: 'histograms' }, 'histogram'],
  [{ _type: 'video-file' }, 'other']
] as const)('%p is shown as %s', (value, kind) => {
  expect(kindOf(value as never)).toBe(kind);
});

test('kinds under one path are keys of their own, in the order of coming', () => {
  const keys = new KeyList();
  expect(keys.add('a', 'number')).toBe(true);
  expect(keys.add('b', 'image')).toBe(true);
  expect(keys.add('a', 'text')).toBe(true);
  expect(keys.add('a', 'number')).toBe(false);
  expect(keys.all.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
    'a number',
    'b image',
    'a text'
  ]);
});
