import type { Json } from '../protocol';
import {
  areSame,
  type ILayout,
  readLayout,
  STANDARD,
  writeLayout
} from './layout';

const ARRANGED: ILayout = {
  columns: 3,
  sectionsBy: 'first',
  pinned: ['val/loss'],
  hidden: ['lr', 'train/layers\\.0'],
  folded: [''],
  sections: ['val', 'train'],
  others: {}
};

/** What a file holds of it. */
function filed(layout: ILayout): Json {
  return JSON.parse(JSON.stringify(writeLayout(layout))) as Json;
}

describe('readLayout', () => {
  it('reads what was written', () => {
    expect(readLayout(filed(ARRANGED))).toEqual({
      layout: ARRANGED,
      isNewer: false,
      problems: []
    });
    expect(readLayout(filed(STANDARD)).layout).toEqual(STANDARD);
  });

  it('is the standard one where nothing was kept, without a word', () => {
    const nothing = { layout: STANDARD, isNewer: false, problems: [] };
    expect(readLayout(undefined)).toEqual(nothing);
    expect(readLayout({})).toEqual(nothing);
  });

  it('keeps what it does not know', () => {
    const others = { heights: { 'val/loss': 300 }, note: null };
    const kept = { ...(filed(ARRANGED) as object), ...others } as Json;
    const { layout, problems } = readLayout(kept);
    expect(problems).toEqual([]);
    expect(writeLayout({ ...layout, columns: 4 })).toEqual({
      ...(kept as object),
      columns: 4
    });
  });

  it.each<[string, Json, string]>([
    ['columns', 0, 'columns is 0, not null or a number from 1 to 6'],
    ['columns', 7, 'columns is 7, not null or a number from 1 to 6'],
    ['columns', 2.5, 'columns is 2.5, not null or a number from 1 to 6'],
    ['columns', '3', 'columns is "3", not null or a number from 1 to 6'],
    ['sections_by', null, 'sections_by is null, not "first" or "last"'],
    ['pinned', 'val/loss', 'pinned is "val/loss", not a list of texts'],
    ['hidden', { lr: true }, 'hidden is {"lr":true}, not a list of texts'],
    ['folded', 1, 'folded is 1, not a list of texts'],
    ['sections', null, 'sections is null, not a list of texts'],
    ['version', 'one', 'version is "one", not 1']
  ])('refuses %s: %j, and nothing else', (field, value, problem) => {
    const kept = { ...(filed(ARRANGED) as object), [field]: value } as Json;
    const { layout, problems } = readLayout(kept);
    expect(problems).toEqual([problem]);
    const wrong = field === 'sections_by' ? 'sectionsBy' : field;
    expect(layout).toEqual(
      field === 'version'
        ? ARRANGED
        : { ...ARRANGED, [wrong]: STANDARD[wrong as keyof ILayout] }
    );
  });

  it('takes of a list what are texts, each once', () => {
    const { layout, problems } = readLayout({
      pinned: ['a', 7, 'b', 'a', null]
    });
    expect(layout.pinned).toEqual(['a', 'b']);
    expect(problems).toEqual(['an item of pinned is 7, not a text']);
  });

  it.each<[Json]>([[null], [3], ['text'], [[1, 2]]])(
    'refuses %j as a whole',
    kept => {
      const { layout, problems } = readLayout(kept);
      expect(layout).toEqual(STANDARD);
      expect(problems).toEqual([expect.stringContaining('not an object')]);
    }
  );

  it('leaves alone what a newer version has written', () => {
    const kept = { ...(filed(ARRANGED) as object), version: 2 } as Json;
    expect(readLayout(kept)).toEqual({
      layout: STANDARD,
      isNewer: true,
      problems: []
    });
  });
});

test('two layouts are the same when they are kept alike', () => {
  expect(areSame(ARRANGED, { ...ARRANGED, pinned: ['val/loss'] })).toBe(true);
  expect(areSame(ARRANGED, { ...ARRANGED, pinned: [] })).toBe(false);
});
