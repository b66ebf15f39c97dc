import { plainText } from '../model/texts';
import { readSearch } from './keySearch';

const KEYS = ['train/loss', 'val/Loss', 'train/acc', 'lr', 'layers.0.norm'];

function found(typed: string): string[] {
  const { matches } = readSearch(typed, plainText);
  return KEYS.filter(key => matches === null || matches(key));
}

describe('readSearch', () => {
  it('lets all through where nothing is typed', () => {
    expect(readSearch('  ', plainText)).toEqual({
      matches: null,
      problem: null
    });
  });

  it('looks for text anywhere, whatever its case', () => {
    expect(found('loss')).toEqual(['train/loss', 'val/Loss']);
    expect(found(' TRAIN/ ')).toEqual(['train/loss', 'train/acc']);
    expect(found('s.0')).toEqual(['layers.0.norm']);
    expect(found('s*')).toEqual([]);
  });

  it('looks for several words, in any order', () => {
    expect(found('loss train')).toEqual(['train/loss']);
  });

  it('takes what stands between slashes for a regular expression', () => {
    expect(found('/^(train|lr)/')).toEqual(['train/loss', 'train/acc', 'lr']);
    expect(found('/loss$/')).toEqual(['train/loss']);
    expect(found('/loss$/i')).toEqual(['train/loss', 'val/Loss']);
    expect(found('/n/l/')).toEqual(['train/loss']);
  });

  it('finds the same again, with whatever letters', () => {
    const { matches } = readSearch('/loss/g', plainText);
    expect([matches!('loss'), matches!('loss')]).toEqual([true, true]);
  });

  it('takes a slash that is never closed for text', () => {
    expect(found('/l')).toEqual(['train/loss', 'val/Loss']);
    expect(found('/')).toHaveLength(3);
  });

  it.each(['/(/', '/a/x', '/[z-a]/', '/*/'])(
    'says what is wrong with %s, and lets all through',
    typed => {
      const { matches, problem } = readSearch(typed, plainText);
      expect(matches).toBeNull();
      expect(problem).toMatch(/^No regular expression: \w/);
    }
  );
});
