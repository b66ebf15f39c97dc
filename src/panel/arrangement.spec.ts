import { type KeyKind, placeOf } from '../model';
import { arrange, search } from './arrangement';
import { STANDARD } from './layout';

const key = (path: string, kind: KeyKind = 'number') => placeOf(path, kind);

const KEYS = [
  key('train/a/loss'),
  key('train/a/acc'),
  key('lr'),
  key('val/loss'),
  key('train/b/loss')
];

function shape(layout: Partial<typeof STANDARD>, keys = KEYS) {
  const { sections } = arrange(keys, { ...STANDARD, ...layout });
  return sections.map(({ name, keys }) => [name, keys.map(({ name }) => name)]);
}

describe('arrange', () => {
  it('leaves all as it came where nobody has arranged anything', () => {
    expect(shape({})).toEqual([
      ['train/a', ['loss', 'acc']],
      ['Charts', ['lr']],
      ['val', ['loss']],
      ['train/b', ['loss']]
    ]);
  });

  it('makes sections of what stands before the first slash', () => {
    expect(shape({ sectionsBy: 'first' })).toEqual([
      ['train', ['a/loss', 'a/acc', 'b/loss']],
      ['Charts', ['lr']],
      ['val', ['loss']]
    ]);
    const odd = [key('/a/b'), key('a/'), key('/c'), key('layers\\.0/w/x')];
    expect(shape({ sectionsBy: 'first' }, odd)).toEqual([
      ['/a', ['b']],
      ['a', ['a/']],
      ['Charts', ['/c']],
      ['layers.0', ['w/x']]
    ]);
  });

  it('puts what is pinned on top, in that order and under its whole name', () => {
    expect(shape({ pinned: ['val/loss', 'absent', 'train/a/loss'] })).toEqual([
      ['', ['val/loss', 'train/a/loss']],
      ['train/a', ['acc']],
      ['Charts', ['lr']],
      ['train/b', ['loss']]
    ]);
  });

  it('puts away what is hidden, pinned or not', () => {
    const { sections, hidden } = arrange(KEYS, {
      ...STANDARD,
      pinned: ['lr'],
      hidden: ['lr', 'val/loss', 'absent']
    });
    expect(sections.map(({ name }) => name)).toEqual(['train/a', 'train/b']);
    expect(hidden.map(({ path }) => path)).toEqual(['lr', 'val/loss']);
  });

  it('has sections in the order that was asked for, and new ones below', () => {
    const names = shape({ sections: ['val', 'absent', 'train/b'] });
    expect(names.map(([name]) => name)).toEqual([
      'val',
      'train/b',
      'train/a',
      'Charts'
    ]);
  });

  it('moves all cards of a path together', () => {
    const keys = [key('x'), key('x', 'text'), key('y')];
    expect(shape({ pinned: ['x'] }, keys)).toEqual([
      ['', ['x', 'x']],
      ['Charts', ['y']]
    ]);
  });
});

describe('search', () => {
  const { sections } = arrange(KEYS, STANDARD);

  it('drops the sections in which nothing matches, and counts the others', () => {
    const found = search(sections, label => label.endsWith('loss'));
    expect(found.map(({ name, keys, of }) => [name, keys.length, of])).toEqual([
      ['train/a', 1, 2],
      ['val', 1, 1],
      ['train/b', 1, 1]
    ]);
  });

  it('sees the whole key, whatever section it is in', () => {
    expect(search(sections, label => label === 'train/b/loss')).toHaveLength(1);
    expect(search(sections, label => label.includes('Charts'))).toEqual([]);
  });

  it('has all where nothing is looked for', () => {
    expect(search(sections, null)).toHaveLength(4);
  });
});
