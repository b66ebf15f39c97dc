import type { IDisposable } from '@lumino/disposable';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';

import { FakeLocks } from './testing/fakeLocks';
import { LockTurn, SharedTurn, type IWritingTurn } from './writingTurn';

const RUN = '0123456789abcdef0123456789abcdef';

/** Ask for the turn, and see whether it has come. */
function ask(turn: IWritingTurn, isOurs = true) {
  const abort = new AbortController();
  const asked = {
    held: null as IDisposable | null,
    abort: () => abort.abort()
  };
  void turn.take(RUN, isOurs, abort.signal).then(held => {
    asked.held = held;
  });
  return asked;
}

const settle = () => new Promise(resolve => setTimeout(resolve));

describe('pages of one browser', () => {
  it('have their turns one after the other', async () => {
    const locks = new FakeLocks();
    const first = ask(new LockTurn(() => 'a.ipynb', locks.manager));
    const second = ask(new LockTurn(() => 'a.ipynb', locks.manager), false);
    await settle();
    expect([first.held !== null, second.held !== null]).toEqual([true, false]);
    first.held!.dispose();
    await settle();
    expect(second.held).not.toBeNull();
  });

  it('do not wait for those that have another notebook', async () => {
    const locks = new FakeLocks();
    ask(new LockTurn(() => 'a.ipynb', locks.manager));
    const other = ask(new LockTurn(() => 'b.ipynb', locks.manager));
    await settle();
    expect(other.held).not.toBeNull();
  });

  it('hold up nobody when they ask no more', async () => {
    const locks = new FakeLocks();
    const first = ask(new LockTurn(() => 'a.ipynb', locks.manager));
    const gone = ask(new LockTurn(() => 'a.ipynb', locks.manager));
    const last = ask(new LockTurn(() => 'a.ipynb', locks.manager));
    await settle();
    gone.abort();
    first.held!.dispose();
    await settle();
    expect([gone.held, last.held !== null]).toEqual([null, true]);
  });

  it('write only what they executed where the browser has no locks', async () => {
    const turn = new LockTurn(() => 'a.ipynb', undefined);
    const [ours, other] = [ask(turn, true), ask(turn, false)];
    await settle();
    expect([ours.held !== null, other.held]).toEqual([true, null]);
  });
});

describe('pages that share a notebook', () => {
  /** The awareness of pages with these client ids, each of which sees the others. */
  function pages(...ids: number[]): Awareness[] {
    const all = ids.map(id => {
      const doc = new Y.Doc();
      doc.clientID = id;
      return new Awareness(doc);
    });
    return all;
  }

  function show(all: Awareness[]): void {
    for (const one of all) {
      for (const other of all) {
        const state = other.getLocalState();
        if (one !== other && state) {
          one.states.set(other.clientID, state);
        }
      }
      one.emit('change', [{}, 'test']);
    }
  }

  it('give the turn to the lowest id of those that have Runside', async () => {
    const all = pages(7, 3, 5);
    const [seven, five] = [new SharedTurn(all[0]), new SharedTurn(all[2])];
    show(all);
    const asked = [ask(seven), ask(five, false)];
    await settle();
    expect(asked.map(({ held }) => held !== null)).toEqual([false, true]);
    all.forEach(awareness => awareness.destroy());
  });

  it('go on when that page is closed', async () => {
    const all = pages(7, 5);
    const [seven] = all.map(awareness => new SharedTurn(awareness));
    show(all);
    const asked = ask(seven);
    await settle();
    expect(asked.held).toBeNull();
    all[0].states.delete(5);
    all[0].emit('change', [{}, 'test']);
    await settle();
    expect(asked.held).not.toBeNull();
    all.forEach(awareness => awareness.destroy());
  });
});
