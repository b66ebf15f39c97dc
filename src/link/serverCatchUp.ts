import type { INeed, RunModel } from '../model';
import type { IColumns } from '../protocol';
import { pieces } from './inbox';
import { batches } from './seriesBatches';
import { type ServerApi, problemOf } from './serverApi';
import { takeSmoothed } from './smoothedBases';
import { Backoff, Delay, type ITimers } from './timers';

/** Beyond so many bytes of lines a base is cheaper. */
const MOST_LINES = 1 << 20;

/** So many lines are more bytes than that, or hardly less: few rows take less than 100. */
const SURELY_MOST = MOST_LINES / 100;

/** Keys are wanted one by one as charts come into view: ask for them together. */
const GATHER = 30;

/**
 * Between two fetches of lines, in ms: the index tells of each of its many small
 * steps.
 */
const PACE = 200;

/**
 * The same for a run that outruns the live link, of which so much comes that it is
 * soon left for a base anyway.
 */
const PACE_WHEN_BEHIND = 2000;

/** How long the live link may be behind the index before lines are fetched. */
const OVERDUE = 1000;

/**
 * How long a server may not know a run before it counts as one that does not
 * have it, in ms: its index takes up to about a second to meet a fresh one.
 */
const PATIENCE = 1500;

const LEAST_WAIT = 1000;
const MOST_WAIT = 30_000;

/**
 * Takes from the Jupyter server what a run model lacks: its base, the bases of
 * the series that are shown, and lines that no live link brings. One thing at a
 * time; what comes up meanwhile is done next.
 */
export class ServerCatchUp {
  constructor(private readonly _options: ServerCatchUp.IOptions) {
    const { timers } = _options;
    this._gather = new Delay(timers, () => this.wake());
    this._overdue = new Delay(timers, () => {
      this._isOverdue = true;
      this.wake();
    });
    this._paced = new Delay(timers, () => this.wake());
    this._retry = new Delay(timers, () => this.wake());
    this._patience = new Delay(timers, () => {
      if (this._isReady) {
        _options.onUnknown();
      }
    });
    this._backoff = new Backoff(timers, LEAST_WAIT, MOST_WAIT);
  }

  /**
   * Whether it is yet to come out what the server has of the run: it is being
   * asked, or was asked so early that it may not have known the run yet.
   */
  get isUndecided(): boolean {
    const isAsked = this._isBaseDue && !this._retry.isWaiting;
    return this._isReady && (isAsked || this._patience.isWaiting);
  }

  dispose(): void {
    this._isDisposed = true;
    this._gather.stop();
    this._overdue.stop();
    this._paced.stop();
    this._retry.stop();
    this._patience.stop();
  }

  /** The server is connected (again): everything may have changed. */
  restart(): void {
    this._isBaseDue = true;
    this.onIndexed();
  }

  /** The index has got further with the run. */
  onIndexed(): void {
    this._told += 1;
    this._isUnknown = false;
    this._patience.stop();
    this._isIndexTooOld = false;
    this.wake();
  }

  /** A view shows one more path. */
  onWanted(): void {
    this._gather.start(GATHER);
  }

  /** See whether anything can be fetched that is lacking. */
  wake(): void {
    this._isAgain = true;
    if (!this._isBusy) {
      void this._work();
    }
  }

  private async _work(): Promise<void> {
    this._isBusy = true;
    try {
      while (this._isAgain && this._isReady) {
        this._isAgain = false;
        while (this._isReady && (await this._step())) {
          this._backoff.reset();
        }
      }
    } catch (error) {
      this._onFailure(error);
    } finally {
      this._isBusy = false;
    }
  }

  private get _isReady(): boolean {
    return !this._isDisposed && this._options.isConnected();
  }

  private _onFailure(error: unknown): void {
    if (this._isDisposed) {
      return;
    }
    const problem = problemOf(error, this._options.model.trans);
    if (problem !== null) {
      this._options.model.addProblem(problem);
    }
    this._retry.start(this._backoff.next());
  }

  /** @returns whether there was anything to do */
  private async _step(): Promise<boolean> {
    if (await this._takeBase()) {
      return true;
    }
    if (!this._options.model.isStarted || this._isUnknown) {
      return false;
    }
    return (await this._takeSeries()) || this._takeLines();
  }

  private async _takeBase(): Promise<boolean> {
    if (!this._isBaseDue) {
      return false;
    }
    const { model, api } = this._options;
    const told = this._told;
    const answer = await api.run(model.uid);
    if (this._isDisposed) {
      return false;
    }
    if (answer === null && told !== this._told) {
      return true; // It has met the run meanwhile: ask again.
    }
    this._isBaseDue = false;
    if (answer === null) {
      // It is not asked again before it tells of the run by itself.
      this._isUnknown = true;
      model.setEmptyBase();
      this._patience.start(PATIENCE);
    } else {
      model.setBase(answer);
      this._options.onProgress();
    }
    return true;
  }

  private async _takeSeries(): Promise<boolean> {
    const { model, api } = this._options;
    if (this._isIndexTooOld) {
      return false;
    }
    const needs = model.needs();
    for (const batch of batches(needs.filter(need => need.numbers))) {
      await this._takeBatch(batch);
    }
    for (const { path } of needs.filter(need => need.values)) {
      await this._takeValues(path);
    }
    const { asked, isTooOld } = await takeSmoothed(model, api);
    this._isIndexTooOld = isTooOld || this._isIndexTooOld;
    return needs.length + asked > 0;
  }

  private async _takeBatch(batch: readonly INeed[]): Promise<void> {
    const { model, api } = this._options;
    const keys = batch.map(({ path }) => path);
    const { pixelColumns } = batch[0];
    const { series, cursors } = await api.series(model.uid, keys, pixelColumns);
    const told = new Set(series.map(({ key }) => key));
    // A key that the answer leaves out has no numbers.
    const none = keys.filter(key => !told.has(key)).map(emptyColumns);
    this._isIndexTooOld =
      !model.setSeries([...series, ...none], cursors, pixelColumns) ||
      this._isIndexTooOld;
  }

  private async _takeValues(path: string): Promise<void> {
    const { model, api } = this._options;
    const { values, cursors } = await api.values(model.uid, path);
    this._isIndexTooOld =
      !model.setValues(path, values, cursors) || this._isIndexTooOld;
  }

  private async _takeLines(): Promise<boolean> {
    const { model, api } = this._options;
    const after = this._lacking();
    if (after.size === 0) {
      return false;
    }
    const pace = model.links.behind ? PACE_WHEN_BEHIND : PACE;
    const wait = this._linesAt + pace - this._options.timers.now();
    if (wait > 0) {
      this._paced.start(wait);
      return false;
    }
    this._linesAt = this._options.timers.now();
    this._isOverdue = false;
    if (this._isFar(after)) {
      this._isBaseDue = true;
      return true;
    }
    const parts = await api.lines(model.uid, after, MOST_LINES);
    for (const { writer, lines } of parts) {
      for (const piece of pieces(lines)) {
        model.addLines(writer, piece);
        await this._pause();
      }
    }
    for (const [writer, cursor] of after) {
      if ((model.cursors.get(writer) ?? 0) === cursor) {
        // The next line cannot be read; the base tells how to go on, or how far
        // the index really is.
        this._isBaseDue = true;
      }
    }
    if (parts.some(({ more }) => more)) {
      this._isBaseDue = true;
    }
    this._options.onProgress();
    return true;
  }

  /**
   * The cursors after which lines are to be fetched. What the live link is about
   * to bring is left to it, unless it is late or has left a hole.
   */
  private _lacking(): Map<string, number> {
    const { model, isFed } = this._options;
    const lacking = new Map<string, number>();
    const holes = model.holes();
    for (const [writer, indexed] of model.indexed) {
      const cursor = model.cursors.get(writer) ?? 0;
      if (indexed <= cursor) {
        continue;
      }
      if (isFed(writer) && !holes.has(writer) && !this._isOverdue) {
        this._overdue.start(OVERDUE);
        continue;
      }
      lacking.set(writer, cursor);
    }
    return lacking;
  }

  /** Whether the index is so far ahead of these cursors that lines would not do. */
  private _isFar(cursors: ReadonlyMap<string, number>): boolean {
    const { indexed } = this._options.model;
    return Array.from(cursors).some(
      ([writer, cursor]) => (indexed.get(writer) ?? 0) - cursor > SURELY_MOST
    );
  }

  /** Let the page do other things. */
  private _pause(): Promise<void> {
    return new Promise(resolve => this._options.timers.set(resolve, 0));
  }

  private readonly _gather: Delay;
  private readonly _overdue: Delay;
  private readonly _paced: Delay;
  private readonly _retry: Delay;
  /** Runs while a run that the server does not know may be a fresh one. */
  private readonly _patience: Delay;
  private readonly _backoff: Backoff;
  private _isBaseDue = false;
  /** How often the server has told of the run by itself. */
  private _told = 0;
  /** The server does not have the run, as far as it has said. */
  private _isUnknown = false;
  /** The index is behind what is here already: wait until it has got further. */
  private _isIndexTooOld = false;
  private _isOverdue = false;
  /** When lines were fetched last. */
  private _linesAt = -Infinity;
  private _isBusy = false;
  private _isAgain = false;
  private _isDisposed = false;
}

export namespace ServerCatchUp {
  export interface IOptions {
    model: RunModel;
    api: ServerApi;
    timers: ITimers;
    isConnected: () => boolean;
    /** Whether the live link brings the lines of this writer. */
    isFed: (writer: string) => boolean;
    /** The server does not know the run, and has had the time to. */
    onUnknown: () => void;
    /** The server has the run, and the model knows more of it. */
    onProgress: () => void;
  }
}

function emptyColumns(key: string): IColumns {
  const none = new Float64Array();
  return { key, of: 0, step: none, time: none, value: none };
}
