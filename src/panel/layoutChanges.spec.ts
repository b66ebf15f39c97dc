import { STANDARD } from './layout';
import { fold, hide, moveSection, pin, show } from './layoutChanges';

test('what is pinned last stands last', () => {
  const both = pin(pin(STANDARD, 'a', true), 'b', true);
  expect(both.pinned).toEqual(['a', 'b']);
  expect(pin(both, 'a', false).pinned).toEqual(['b']);
  expect(pin(both, 'a', true).pinned).toEqual(['b', 'a']);
});

test('cards are put away and brought back', () => {
  const layout = hide(hide(STANDARD, 'a', true), 'b', true);
  expect(layout.hidden).toEqual(['a', 'b']);
  expect(hide(layout, 'a', false).hidden).toEqual(['b']);
  expect(show(layout, ['b', 'a', 'c']).hidden).toEqual([]);
});

test('a section is folded and unfolded', () => {
  const folded = fold(STANDARD, 'train', true);
  expect(folded.folded).toEqual(['train']);
  expect(fold(folded, 'train', false).folded).toEqual([]);
});

describe('moveSection', () => {
  const shown = ['a', 'b', 'c'];

  it('lets two sections change places', () => {
    expect(moveSection(STANDARD, 'b', -1, shown).sections).toEqual([
      'b',
      'a',
      'c'
    ]);
    expect(moveSection(STANDARD, 'b', 1, shown).sections).toEqual([
      'a',
      'c',
      'b'
    ]);
  });

  it('does nothing at the ends', () => {
    expect(moveSection(STANDARD, 'a', -1, shown)).toBe(STANDARD);
    expect(moveSection(STANDARD, 'c', 1, shown)).toBe(STANDARD);
    expect(moveSection(STANDARD, 'd', 1, shown)).toBe(STANDARD);
  });

  it('keeps what is said of sections that this run does not have', () => {
    const before = { ...STANDARD, sections: ['other', 'b', 'a'] };
    expect(moveSection(before, 'a', -1, ['b', 'a']).sections).toEqual([
      'a',
      'b',
      'other'
    ]);
  });
});
