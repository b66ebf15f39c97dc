import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';

/**
 * Which of several pages that have the same notebook open writes the pictures of its
 * runs into it: never two, and another one when that is closed.
 */
export interface IWritingTurn {
  /**
   * Resolves when it is this page's turn, until the result is disposed of; never
   * after `signal` is aborted.
   *
   * @param isOurs - whether this page executed the cell
   */
  take(run: string, isOurs: boolean, signal: AbortSignal): Promise<IDisposable>;
}

/**
 * Pages of one browser: the one that was first to ask, by a lock that the browser
 * gives to the next one when its page is closed. The page that executed the cell asks
 * before the others can have the output.
 *
 * Browsers have no such locks in a page that came over plain http from another
 * machine: there only the page that executed the cell writes.
 */
export class LockTurn implements IWritingTurn {
  constructor(
    private readonly _path: () => string,
    private readonly _locks: LockManager | undefined = navigator.locks
  ) {}

  take(
    run: string,
    isOurs: boolean,
    signal: AbortSignal
  ): Promise<IDisposable> {
    return new Promise(resolve => {
      if (this._locks === undefined) {
        if (isOurs) {
          resolve(new DisposableDelegate(() => undefined));
        }
        return;
      }
      const name = `runside:picture:${this._path()}:${run}`;
      this._locks
        .request(
          name,
          { signal },
          () =>
            new Promise<void>(release =>
              resolve(new DisposableDelegate(release))
            )
        )
        .catch(() => {
          // Aborted while it waited: nobody asks any more.
        });
    });
  }
}

/** What is needed of the awareness of a notebook that several people edit. */
export interface IAwareness {
  readonly clientID: number;
  getStates(): Map<number, Record<string, unknown>>;
  setLocalStateField(field: string, value: unknown): void;
  on(event: 'change', listener: () => void): void;
  off(event: 'change', listener: () => void): void;
}

/** Says of a client that it could write. */
const FIELD = 'runside';

/**
 * Pages that share a notebook, each with all that the others do: the one with the
 * lowest client id among those that have Runside.
 */
export class SharedTurn implements IWritingTurn {
  constructor(private readonly _awareness: IAwareness) {
    _awareness.setLocalStateField(FIELD, true);
  }

  take(
    _run: string,
    _isOurs: boolean,
    signal: AbortSignal
  ): Promise<IDisposable> {
    const awareness = this._awareness;
    return new Promise(resolve => {
      const stop = () => awareness.off('change', look);
      const look = () => {
        if (this._isLowest()) {
          stop();
          resolve(new DisposableDelegate(() => undefined));
        }
      };
      awareness.on('change', look);
      signal.addEventListener('abort', stop);
      look();
    });
  }

  private _isLowest(): boolean {
    const others = [...this._awareness.getStates()]
      .filter(([, state]) => state[FIELD] === true)
      .map(([id]) => id);
    return Math.min(...others, Infinity) >= this._awareness.clientID;
  }
}
