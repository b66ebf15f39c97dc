import { TagDraft } from './tagDraft';
import { madeUpInfo } from './testing/madeUpRuns';

describe('TagDraft', () => {
  const draft = TagDraft.of([
    madeUpInfo(1, { tags: ['a', 'b'] }),
    madeUpInfo(2, { tags: ['a'] })
  ]);

  it('says which tags all of the runs have', () => {
    expect(draft.tags).toEqual([
      { tag: 'a', isOfAll: true },
      { tag: 'b', isOfAll: false }
    ]);
    expect(draft.changes).toEqual({ added: [], removed: [] });
  });

  it('gives all runs what is typed, with commas between', () => {
    const added = draft.add(' c, b ,,');
    expect(added.changes.added).toEqual(['c', 'b']);
    expect(added.tags.every(({ isOfAll }) => isOfAll)).toBe(true);
  });

  it('takes back what was added, and takes away what was there', () => {
    expect(draft.add('c').remove('c').changes).toEqual({
      added: [],
      removed: ['c']
    });
    expect(draft.remove('a').add('a').changes).toEqual({
      added: ['a'],
      removed: []
    });
    expect(draft.removeLast().removeLast().removeLast().tags).toEqual([]);
  });
});
