import type { IKeyInfo, IValuePoint } from '../../model';
import type { Json } from '../../protocol';
import { takeThumbnails } from './thumbnails';

const sha = (letter: string) => letter.repeat(64);

/** A run with these image cards, each with the values of its steps. */
function run(cards: Record<string, Json[]>) {
  return {
    keys: () =>
      Object.keys(cards).map((path): IKeyInfo => ({
        path,
        name: path,
        section: '',
        kind: 'image'
      })),
    values: (path: string) =>
      cards[path].map((value, step): IValuePoint => ({ step, time: 0, value }))
  };
}

const one = (letter: string) => ({ _type: 'image-file', sha256: sha(letter) });
const several = (...letters: string[]) => ({
  _type: 'images/separated',
  items: letters.map(letter => ({ sha256: sha(letter) }))
});

const { signal } = new AbortController();
const picture = (sha256: string) => Promise.resolve(`data:${sha256[0]}`);

async function letters(
  ...parameters: Parameters<typeof takeThumbnails>
): Promise<[letters: string, unpictured: number]> {
  const { thumbnails, unpictured } = await takeThumbnails(...parameters);
  return [[...thumbnails.keys()].map(key => key[0]).join(''), unpictured];
}

describe('takeThumbnails', () => {
  it('takes the latest images of each card', async () => {
    const cards = run({ x: [one('a'), one('b')], y: [several('c', 'd')] });
    expect(await letters(cards, picture, 1000, signal)).toEqual(['bcd', 0]);
  });

  it('takes one for each card before a second one of any', async () => {
    const cards = run({ x: [several('a', 'b', 'c')], y: [several('d', 'e')] });
    // Room for three: one is six characters long.
    expect(await letters(cards, picture, 18, signal)).toEqual(['adb', 0]);
  });

  it('says how many cards have none', async () => {
    const cards = run({ x: [one('a')], y: [one('b')], z: [one('c')] });
    const missing = (sha256: string) =>
      sha256[0] === 'b' ? Promise.resolve(null) : picture(sha256);
    expect(await letters(cards, missing, 1000, signal)).toEqual(['ac', 1]);
    expect(await letters(cards, picture, 6, signal)).toEqual(['a', 2]);
  });

  it('is content with what it has when there is no more time', async () => {
    const cards = run({ x: [one('a')], y: [one('b')] });
    const late = new AbortController();
    const slow = (sha256: string) => {
      late.abort();
      return picture(sha256);
    };
    expect(await letters(cards, slow, 1000, late.signal)).toEqual(['a', 1]);
  });
});
