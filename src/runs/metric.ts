import type { IDisposable } from '@lumino/disposable';
import type { IKeyInfo } from '../model';
import { chooseHeadline } from '../panel/headlineMetrics';
import { isLive } from '../panel/states';
import type { IKeyOfRuns, IRunInfo } from '../protocol';
import { Pacer } from './pacer';

/** A live run may log a metric late: so often it is asked for, in ms. */
const LIVE_GAP = 10_000;

/** So soon after the last time where there are other runs, in ms. */
const NEWS_GAP = 2000;

/** A metric that fewer runs have than this part of those of the commonest is no default. */
const RARE = 1 / 4;

/** So many runs of the notebook in view say what is best, the newest. */
const MOST_NEAR = 20;

/**
 * The metric that the list shows of each run: the one that was chosen, else what a
 * panel would have at its top, validation before training, of the runs of the
 * notebook in view; of all where it has none.
 */
export class ListMetric implements IDisposable {
  constructor(options: ListMetric.IOptions) {
    this._options = options;
  }

  /** Those that there are, of most runs first; null before they are known. */
  get keys(): readonly IKeyOfRuns[] | null {
    return this._keys;
  }

  /** What somebody chose; null for whatever is best. */
  get chosen(): string | null {
    return this._chosen;
  }

  /** What is best where nobody has chosen. */
  get automatic(): string | null {
    return this._automatic;
  }

  get current(): string | null {
    return this._chosen ?? this._automatic;
  }

  get isDisposed(): boolean {
    return this._pacer.isDisposed;
  }

  choose(path: string | null): void {
    if (path !== this._chosen) {
      this._chosen = path;
      this._options.changed();
    }
  }

  /**
   * Ask which there are, if there may be others than the last time.
   *
   * @param near - those of the runs that the notebook in view has
   */
  look(infos: readonly IRunInfo[], near: readonly IRunInfo[] = []): void {
    const begun = infos.filter(info => info.step !== null);
    this._near = near
      .filter(info => info.step !== null)
      .slice(0, MOST_NEAR)
      .map(({ run }) => run);
    const seen = [infos.length, begun.length, ...this._near].join();
    if (seen !== this._seen) {
      this._pacer.ask(NEWS_GAP);
    } else if (this._chosen === null && begun.some(one => isLive(one.state))) {
      this._pacer.ask(LIVE_GAP);
    }
    this._next = seen;
  }

  /** Ask which there are now. */
  refresh(): void {
    this._pacer.ask(NEWS_GAP);
  }

  dispose(): void {
    this._pacer.dispose();
  }

  private async _ask(): Promise<void> {
    const seen = this._next;
    try {
      const { keys: keysOf } = this._options;
      const near = this._near.length > 0 ? await keysOf(this._near) : [];
      const keys = await keysOf([]);
      if (!this.isDisposed) {
        this._seen = seen;
        this._keys = keys;
        this._automatic = best(near) ?? best(keys);
        this._options.changed();
      }
    } catch {
      // Asked again with the next news; the list says whether the server is there.
    }
  }

  private readonly _options: ListMetric.IOptions;
  private readonly _pacer = new Pacer(() => this._ask());
  private _keys: readonly IKeyOfRuns[] | null = null;
  private _chosen: string | null = null;
  private _automatic: string | null = null;
  /** The uids of the runs that say what is best. */
  private _near: readonly string[] = [];
  /** What runs there were when it was last asked, and when it is next. */
  private _seen = '';
  private _next = '';
}

export namespace ListMetric {
  export interface IOptions {
    /** The metrics of these runs; of the newest where none is named. */
    keys: (runs: readonly string[]) => Promise<IKeyOfRuns[]>;
    /** The metric, or those that there are, have changed. */
    changed: () => void;
  }
}

function best(keys: readonly IKeyOfRuns[]): string | null {
  const most = keys.reduce((n, { runs }) => Math.max(n, runs), 0);
  const common = keys
    .filter(({ runs }) => runs >= most * RARE)
    .map(({ path }): IKeyInfo => ({
      path,
      name: path,
      section: '',
      kind: 'number'
    }));
  return (chooseHeadline(common)[0] ?? common[0])?.path ?? null;
}
