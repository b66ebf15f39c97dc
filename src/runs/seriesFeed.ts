import type { IDisposable } from '@lumino/disposable';
import { isLive } from '../panel/states';
import type { IRunColumns, IRunInfo } from '../protocol';
import { Pacer } from './pacer';

/** As wide as a sparkline, in CSS pixels. */
export const SPARKLINE_WIDTH = 72;

/** So long after the last fetch live runs are asked for again, in ms. */
const LIVE_GAP = 2000;

/** So long after it rows that have just come into sight are. */
const SCROLL_GAP = 150;

/** So long after one that failed. */
const RETRY_GAP = 10_000;

/** How many runs one request names: a URL has its limits. */
const AT_ONCE = 100;

/** How many runs' series are kept. */
const MOST_KEPT = 500;

interface IKept {
  /** What was known of the run when it was asked for. */
  readonly stamp: string;
  /** Null where the run lacks the metric. */
  readonly columns: IRunColumns | null;
}

/**
 * One metric of the runs in sight: fetched together, again while they are live, and
 * once when they have ended. Nothing is fetched while the list is not shown.
 */
export class SeriesFeed implements IDisposable {
  constructor(options: SeriesFeed.IOptions) {
    this._options = options;
  }

  get isDisposed(): boolean {
    return this._pacer.isDisposed;
  }

  /**
   * The metric's points in a run, as they were when it was last asked.
   *
   * @returns null where the run has none, undefined before that is known
   */
  get(run: string): IRunColumns | null | undefined {
    return this._kept.get(run)?.columns;
  }

  setKey(key: string | null): void {
    if (key !== this._key) {
      this._key = key;
      this._kept.clear();
      this._ask();
    }
  }

  /** Say which runs are in sight. */
  want(infos: readonly IRunInfo[]): void {
    this._wanted = infos;
    this._ask();
  }

  /** Say whether the list is shown, and the Jupyter server there. */
  setActive(isActive: boolean): void {
    this._isActive = isActive;
    if (isActive) {
      this._ask();
    } else {
      this._pacer.cancel();
    }
  }

  dispose(): void {
    this._pacer.dispose();
    this._wanted = [];
    this._kept.clear();
  }

  private _ask(): void {
    const stale = this._stale();
    if (stale.length > 0) {
      const isNew = stale.some(info => !this._kept.has(info.run));
      this._pacer.ask(
        this._hasFailed ? RETRY_GAP : isNew ? SCROLL_GAP : LIVE_GAP
      );
    }
  }

  private _stale(): IRunInfo[] {
    return this._isActive && this._key !== null
      ? this._wanted.filter(
          info =>
            info.step !== null &&
            this._kept.get(info.run)?.stamp !== stampOf(info)
        )
      : [];
  }

  private async _fetch(): Promise<void> {
    const key = this._key;
    const asked = this._stale().slice(0, AT_ONCE);
    if (key === null || asked.length === 0) {
      return;
    }
    let answer: IRunColumns[] = [];
    try {
      const runs = asked.map(({ run }) => run);
      answer = await this._options.fetch(key, runs, SPARKLINE_WIDTH);
      this._hasFailed = false;
    } catch {
      // The list says by itself whether the Jupyter server is there.
      this._hasFailed = true;
    }
    if (this.isDisposed) {
      return;
    }
    if (!this._hasFailed && key === this._key) {
      this._keep(asked, answer);
      this._options.changed();
    }
    this._ask();
  }

  private _keep(asked: IRunInfo[], answer: IRunColumns[]): void {
    const columns = new Map(answer.map(one => [one.run, one]));
    for (const info of asked) {
      this._kept.delete(info.run);
      this._kept.set(info.run, {
        stamp: stampOf(info),
        columns: columns.get(info.run) ?? null
      });
    }
    for (const run of this._kept.keys()) {
      if (this._kept.size <= MOST_KEPT) {
        break;
      }
      // Those asked for least lately come first.
      this._kept.delete(run);
    }
  }

  private readonly _options: SeriesFeed.IOptions;
  private readonly _pacer = new Pacer(() => this._fetch());
  private readonly _kept = new Map<string, IKept>();
  private _key: string | null = null;
  private _wanted: readonly IRunInfo[] = [];
  private _isActive = false;
  private _hasFailed = false;
}

export namespace SeriesFeed {
  export interface IOptions {
    fetch: (
      key: string,
      runs: readonly string[],
      pixelColumns: number
    ) => Promise<IRunColumns[]>;
    /** Series have come. */
    changed: () => void;
  }
}

/** Changes when a run has more to show. */
function stampOf({ step, lastT, state }: IRunInfo): string {
  return `${step} ${lastT} ${isLive(state) ? '' : state}`;
}
