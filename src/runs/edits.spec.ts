import { plainText } from '../model/texts';
import type { IRunEdit } from '../protocol';
import { RunEdits } from './edits';
import { madeUpInfo } from './testing/madeUpRuns';

describe('RunEdits', () => {
  let edits: RunEdits;
  let sent: { run: string; edit: IRunEdit; end(error?: string): void }[];
  let changes: number;

  beforeEach(() => {
    sent = [];
    changes = 0;
    edits = new RunEdits({
      edit: (run, edit) =>
        new Promise<void>((resolve, reject) =>
          sent.push({
            run,
            edit,
            end: error => (error ? reject(new Error(error)) : resolve())
          })
        ),
      remove: () => Promise.reject(new Error('it is running')),
      nameOf: run => run,
      changed: () => (changes += 1),
      trans: plainText
    });
  });

  const INFO = { ...madeUpInfo(1), run: 'a' };
  const settled = () => new Promise(resolve => setTimeout(resolve));

  it('shows an edit at once, and what the server says when it is done', async () => {
    const done = edits.apply(new Map([['a', { name: 'new', total_steps: 5 }]]));
    expect(edits.overlay(INFO)).toMatchObject({ name: 'new', totalSteps: 5 });
    expect(changes).toBe(1);
    await settled();
    sent[0].end();
    await done;
    expect(edits.overlay(INFO)).toBe(INFO);
    expect(edits.failure).toBeNull();
  });

  it('takes an edit back that fails, says so, and tries it again', async () => {
    const done = edits.apply(new Map([['a', { name: 'new' }]]));
    await settled();
    sent[0].end('no room');
    await done;
    expect(edits.overlay(INFO)).toBe(INFO);
    expect(edits.failure!.text).toBe('“a” was not changed: no room');
    edits.failure!.retry();
    expect(edits.failure).toBeNull();
    expect(edits.overlay(INFO).name).toBe('new');
    await settled();
    expect(sent[1].edit).toEqual({ name: 'new' });
  });

  it('sends the edits of a run one after the other, so that the last one wins', async () => {
    void edits.apply(new Map([['a', { hidden: true }]]));
    void edits.apply(new Map([['a', { hidden: false }]]));
    await settled();
    expect(sent.map(({ edit }) => edit.hidden)).toEqual([true]);
    expect(edits.overlay(INFO).hidden).toBe(false);
    sent[0].end('away');
    await settled();
    expect(sent.map(({ edit }) => edit.hidden)).toEqual([true, false]);
  });

  it('tries only those again that failed', async () => {
    const done = edits.apply(
      new Map(['a', 'b', 'c'].map(run => [run, { trash: true }]))
    );
    await settled();
    sent.forEach(({ run, end }) => end(run === 'a' ? undefined : 'away'));
    await done;
    expect(edits.failure!.text).toBe('2 runs were not changed: away');
    expect(edits.trashed).toEqual(['a']);
    edits.failure!.retry();
    await settled();
    expect(sent.slice(3).map(({ run }) => run)).toEqual(['b', 'c']);
  });

  it('takes the last runs out of the trash again', async () => {
    void edits.apply(new Map([['a', { trash: true }]]));
    await settled();
    sent[0].end();
    await settled();
    expect(edits.trashed).toEqual(['a']);
    // Another edit is no reason to forget it.
    void edits.apply(new Map([['b', { hidden: true }]]));
    expect(edits.trashed).toEqual(['a']);
    edits.undoTrash();
    expect(edits.trashed).toEqual([]);
    await settled();
    expect(sent[2]).toMatchObject({ run: 'a', edit: { trash: false } });
  });

  it('changes at most four runs at a time', async () => {
    const runs = ['a', 'b', 'c', 'd', 'e', 'f'];
    void edits.apply(new Map(runs.map(run => [run, { hidden: true }])));
    await settled();
    expect(sent).toHaveLength(4);
    sent[0].end();
    await settled();
    expect(sent).toHaveLength(5);
  });

  it('says what could not be deleted', async () => {
    await edits.remove(['a']);
    expect(edits.failure!.text).toBe('“a” was not changed: it is running');
    edits.dismiss();
    expect(edits.failure).toBeNull();
  });
});
