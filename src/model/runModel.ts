import { type IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';
import {
  BadData,
  type IColumns,
  type IRunAnswer,
  type IRunInfo,
  type ISavedRun,
  type ISmoothedColumns,
  type IStoredValue,
  type JsonObject,
  type SeqRange,
  parseLines
} from '../protocol';
import { Changes, type Schedule } from './changes';
import { type Cursors } from './coverage';
import { type INeed, needsOf } from './needs';
import { Retained } from './retained';
import { RunData } from './runData';
import { type IKernelWriters, composeInfo } from './runInfo';
import { SavedPicture } from './savedPicture';
import { ShownData } from './shownData';
import { type ISmoothing } from './smoothing';
import { type ISmoothingNeed, smoothingNeedsOf } from './smoothingNeeds';
import { type ITranslation, plainText } from './texts';
import {
  type IFailure,
  type IKeyInfo,
  type ILinks,
  type IMetricRule,
  type IRunChange,
  type ISeries,
  type IValuePoint
} from './types';

/** What links say of themselves. */
export type LinkStates = Pick<
  ILinks,
  'kernel' | 'server' | 'behind' | 'unsent'
>;

/** The latest problems are shown; more of them would not help. */
const MOST_PROBLEMS = 20;

/**
 * All that this page knows of one run: records, from whichever link brought
 * them, folded into config, summary, series and media.
 */
export class RunModel implements IDisposable {
  constructor({ uid, schedule, trans = plainText }: RunModel.IOptions) {
    this.uid = uid;
    this.trans = trans;
    this._changes = new Changes(
      callback => schedule(callback, this._links.behind),
      change => this._tell(change)
    );
    this._data = new RunData(uid, this._changes);
    this._shown = new ShownData(this._data);
  }

  readonly uid: string;

  /** For what is told to people. */
  readonly trans: ITranslation;

  /** Emitted at most once for each scheduled frame. */
  get changed(): ISignal<this, IRunChange> {
    return this._changed;
  }

  /** A view shows this path from now on. */
  get wanted(): ISignal<this, string> {
    return this._wanted;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._changes.stop();
    Signal.clearData(this);
  }

  // What views read. All of it is as of now, whether or not `changed` has told.

  /** Null until anything is known of the run. */
  get info(): IRunInfo | null {
    return this._found ?? this._shown.picture?.run.info ?? null;
  }

  /**
   * What a notebook has kept of the run, as long as the run itself has not been
   * found and all that is shown is this; else null.
   */
  get saved(): ISavedRun | null {
    return this._found === null ? (this._shown.picture?.run ?? null) : null;
  }

  get config(): JsonObject {
    return this._shown.config;
  }

  get summary(): JsonObject {
    return this._shown.summary;
  }

  /** The exception that was the last thing heard of the run; else null. */
  get failure(): IFailure | null {
    return this._shown.failure;
  }

  get links(): ILinks {
    const { server } = this._links;
    const isIndexed = this._data.coverage.isIndexed;
    let missing = 0;
    for (const ranges of this.holes().values()) {
      for (const [first, last] of ranges) {
        missing += last - first + 1;
      }
    }
    return {
      ...this._links,
      indexed: server === 'connected' && isIndexed,
      missing
    };
  }

  /** What went wrong with the run's data, in words for people. */
  get problems(): readonly string[] {
    return this._problems;
  }

  /** How many numbers there are, those in decimated buckets counted in. */
  get points(): number {
    return this._shown.points;
  }

  /** In the order in which they came up; those of a saved picture first. */
  keys(): readonly IKeyInfo[] {
    return this._shown.keys();
  }

  /** What `define_metric` says of a path. */
  metric(path: string): IMetricRule {
    return this._shown.metric(path);
  }

  /**
   * Null where no number was logged under the path. What was saved of a series
   * stands for it until all of it is here.
   */
  series(path: string): ISeries | null {
    return this._shown.series(path);
  }

  /** What is no number, in the order of steps; a logged null too. */
  values(path: string): readonly IValuePoint[] {
    return this._shown.values(path);
  }

  /**
   * A view shows this path until the result is disposed of: links see to it that
   * all of it is here.
   *
   * @param smoothing - it shows a smoothed line too
   */
  retain(
    path: string,
    pixelColumns: number,
    smoothing: ISmoothing | null = null
  ): IDisposable {
    const shown = this._retained.add(path, pixelColumns, smoothing);
    this._wanted.emit(path);
    return shown;
  }

  // What links do.

  /** For each writer the seq up to which nothing is missing. */
  get cursors(): Cursors {
    return this._data.fold.cursors;
  }

  /** How far the Jupyter server's index is with each writer. */
  get indexed(): Cursors {
    return this._data.coverage.indexed;
  }

  /** Whether a base has come, or it is known that there is none. */
  get isStarted(): boolean {
    return this._data.coverage.isStarted;
  }

  /** Records that are known to exist and have not come, for each writer. */
  missing(): Map<string, SeqRange[]> {
    return this._data.coverage.missing(this._data.fold);
  }

  /** Those of them that others wait for. */
  holes(): Map<string, SeqRange[]> {
    return this._data.coverage.holes(this._data.fold);
  }

  /** Nobody has these records any more: go on without them. */
  giveUp(writer: string, first: number, last: number): void {
    this._data.giveUp(writer, first, last);
    this._changes.part('links');
  }

  /** The bases that are needed for what views show. */
  needs(): INeed[] {
    return needsOf(this._data, this._retained);
  }

  /** The smoothed bases that are needed besides, of series that are not here whole. */
  smoothingNeeds(): ISmoothingNeed[] {
    return smoothingNeedsOf(this._data, this._retained);
  }

  /** Take in journal lines of one writer, in any order and repeatedly. */
  addLines(writer: string, buffer: Uint8Array): void {
    const { lines, bad } = parseLines(this.uid, buffer);
    for (const { reason } of bad) {
      this.addProblem(
        this.trans.__('A line of %1 is bad: %2.', writer, reason)
      );
    }
    for (const { seq, record } of lines) {
      if (seq === 0) {
        continue; // The header of a file.
      }
      try {
        this._data.add(writer, seq, record);
      } catch (error) {
        if (!(error instanceof BadData)) {
          throw error;
        }
        this.addProblem(error.message);
      }
    }
    this._changes.part('links');
  }

  /** Records up to this one exist, whether or not they have come. */
  note(writer: string, last: number): void {
    this._data.coverage.note(writer, last);
    this._changes.part('links');
  }

  /** What the Jupyter server says of the run, and how far its index is. */
  setInfo(info: IRunInfo, indexed: Cursors): void {
    this._serverInfo = info;
    this._data.coverage.setIndexed(indexed);
    this._changes.part('info');
    this._changes.part('links');
  }

  /** What a notebook has kept: it is shown until the run itself has been found. */
  setSaved(saved: ISavedRun): void {
    const picture = new SavedPicture(saved);
    this._shown.picture = picture;
    for (const part of ['structure', 'info', 'config', 'summary'] as const) {
      this._changes.part(part);
    }
    for (const { path } of picture.keys) {
      this._changes.key(path);
    }
  }

  /** There is no base: records come one by one from the first on. */
  setEmptyBase(): void {
    this._data.setEmptyBase();
  }

  /** Take in what `GET runs/<uid>` answered. */
  setBase(answer: IRunAnswer): void {
    const { writers } = answer.fold;
    const cursors = Object.entries(writers).map(
      ([writer, { cursor }]): [string, number] => [writer, cursor]
    );
    this.setInfo(answer.info, new Map(cursors));
    this._data.setBase(answer);
  }

  /** @returns false where they are too old: ask again later */
  setSeries(
    series: readonly IColumns[],
    upTo: Cursors,
    pixelColumns: number
  ): boolean {
    return this._data.setSeries(series, upTo, pixelColumns);
  }

  /** @returns false where they are too old: ask again later */
  setSmoothed(
    series: readonly ISmoothedColumns[],
    smoothing: ISmoothing,
    upTo: Cursors,
    pixelColumns: number
  ): boolean {
    return this._data.setSmoothed(series, smoothing, upTo, pixelColumns);
  }

  /** @returns false where they are too old: ask again later */
  setValues(
    path: string,
    values: readonly IStoredValue[],
    upTo: Cursors
  ): boolean {
    return this._data.setValues(path, values, upTo);
  }

  /** The writers that live in a kernel, as far as it tells; no others do. */
  setAlive(kernel: string | null, writers: readonly string[]): void {
    this._alive = { kernel, writers };
    this._changes.part('info');
  }

  setLinks(states: Partial<LinkStates>): void {
    this._links = { ...this._links, ...states };
    this._changes.part('links');
  }

  addProblem(problem: string): void {
    if (!this._problems.includes(problem)) {
      this._problems = [...this._problems, problem].slice(-MOST_PROBLEMS);
      this._changes.part('links');
    }
  }

  /** What is known of the run itself. */
  private get _found(): IRunInfo | null {
    return composeInfo(this._data.fold, this._serverInfo, this._alive);
  }

  private _tell(change: IRunChange): void {
    this._changed.emit(change);
  }

  private readonly _changes: Changes;
  private readonly _data: RunData;
  private readonly _shown: ShownData;
  private readonly _retained = new Retained();
  private readonly _changed = new Signal<this, IRunChange>(this);
  private readonly _wanted = new Signal<this, string>(this);
  private _serverInfo: IRunInfo | null = null;
  private _alive: IKernelWriters | null = null;
  private _links: LinkStates = {
    kernel: 'none',
    server: 'connecting',
    behind: false,
    unsent: 0
  };
  private _problems: readonly string[] = [];
  private _isDisposed = false;
}

export namespace RunModel {
  export interface IOptions {
    uid: string;
    /** `changed` is emitted then. */
    schedule: Schedule;
    /** English where it is left out. */
    trans?: ITranslation;
  }
}
