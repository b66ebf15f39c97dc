import { plainText } from '../model/texts';
import { parseSearch } from './search';
import { madeUpInfo } from './testing/madeUpRuns';

const INFO = madeUpInfo(1, {
  name: 'calm-river',
  project: 'my digits',
  state: 'not heard from',
  tags: ['baseline', 'lr:0.1'],
  notes: 'The first good one',
  notebook: 'faces/augment.ipynb',
  owner: 'ann'
});

describe('parseSearch', () => {
  it.each([
    'RIVER',
    'river ann good',
    'augment',
    'id1',
    'state:not',
    'state:"not heard from"',
    'tag:base',
    'Tag:lr:0.1',
    'project:"my dig',
    'owner:ann note:first',
    'lr:0.1',
    'river tag:'
  ])('finds a run by %s', typed => {
    expect(parseSearch(typed, plainText)!(INFO)).toBe(true);
  });

  it.each(['lake', 'river lake', 'state:killed', 'tag:river', 'project:faces'])(
    'does not find it by %s',
    typed => {
      expect(parseSearch(typed, plainText)!(INFO)).toBe(false);
    }
  );

  it.each(['  ', 'state:'])('searches for nothing yet with "%s"', typed => {
    expect(parseSearch(typed, plainText)).toBeNull();
  });

  it('finds what a run says now', () => {
    const river = parseSearch('river', plainText)!;
    expect(river(INFO)).toBe(true);
    expect(river({ ...INFO, name: 'lake' })).toBe(false);
  });
});
