import {
  BadData,
  type IColumns,
  type ILogRecord,
  type IRecord,
  type IRunAnswer,
  type ISmoothedColumns,
  type IStoredValue,
  checkRecord
} from '../protocol';
import { type Changes } from './changes';
import { Coverage, type Cursors, covers } from './coverage';
import { FoldState } from './fold';
import { KeyList, kindOf } from './keyList';
import { PointStore } from './pointStore';
import { type ISmoothing } from './smoothing';
import { type KeyKind } from './types';

/**
 * The data of one run: registers, points, and what of them is here. A base
 * stands for all records up to a seq of each writer; those after it come one by
 * one.
 */
export class RunData {
  constructor(
    readonly uid: string,
    private readonly _changes: Changes
  ) {
    this._fold = new FoldState(uid);
  }

  readonly store = new PointStore();

  readonly keys = new KeyList();

  readonly coverage = new Coverage();

  get fold(): FoldState {
    return this._fold;
  }

  /** All numbers, those that decimated buckets stand for counted in. */
  get points(): number {
    let points = 0;
    for (const path of this.store.paths) {
      points += this.store.at(path).size;
    }
    for (const [path, { numbers }] of this.coverage.keys) {
      if (!this.hasNumbers(path)) {
        points += numbers;
      }
    }
    return points;
  }

  /**
   * Take in one record, early or repeated ones too.
   *
   * @throws BadData where the record is not what its kind says; it is counted
   *   as read nevertheless, so that later ones do not wait for it
   */
  add(writer: string, seq: number, record: IRecord): void {
    const state = this._fold.writers.get(writer);
    this.coverage.note(writer, seq);
    const isFolded = state?.has(seq) ?? false;
    if (isFolded && seq > (this.coverage.from.get(writer) ?? 0)) {
      return;
    }
    try {
      checkRecord(record);
    } catch (error) {
      this._fold.add(writer, seq, UNREADABLE);
      throw error instanceof BadData
        ? new BadData(`Record ${seq} of ${writer}: ${error.message}`)
        : error;
    }
    if (record.kind === 'log') {
      // Also what only the base's registers have, so that charts show no hole
      // until the bases of their series have come.
      this._draw(writer, seq, record as ILogRecord);
    }
    const wasWaiting = this._fold.isWaiting;
    if (this._fold.add(writer, seq, record)) {
      this._touch(wasWaiting ? null : record.kind);
    }
  }

  /** Nobody has these records any more: what waits for them is folded. */
  giveUp(writer: string, first: number, last: number): void {
    this._fold.giveUp(writer, first, last);
    this._touch(null);
  }

  /** There is no base: records come one by one from the first on. */
  setEmptyBase(): void {
    this.coverage.isStarted = true;
  }

  /**
   * Take in the base of the run. It is ignored where it has no record that is
   * not here. Records that came after it stay; those of a writer that it is
   * behind of are missing again.
   */
  setBase({ fold, keys }: IRunAnswer): void {
    const base = FoldState.fromJson(fold);
    const before = this._fold;
    if (this.coverage.isStarted && covers(before.cursors, base.cursors)) {
      return;
    }
    this.coverage.rebase(before, base, keys);
    this._fold = base;
    for (const [writer, { waiting }] of before.writers) {
      for (const [seq, record] of waiting) {
        base.add(writer, seq, record);
      }
    }
    for (const [path, { n, numbers }] of keys) {
      this._list(path, numbers > 0 ? 'number' : null);
      if (n > numbers) {
        // The other kinds are known when the values have come.
        this._list(path, kindOf(base.keys.get(path)?.highest?.value ?? null));
      }
      this._changes.key(path);
    }
    this._touch(null);
  }

  /**
   * Take in the bases of series.
   *
   * @returns false where one is older than what is here: ask again when the
   *   index has got further
   */
  setSeries(
    series: readonly IColumns[],
    upTo: Cursors,
    pixelColumns: number
  ): boolean {
    let isTaken = true;
    for (const columns of series) {
      const points = this.store.at(columns.key);
      if (!this._isCurrent(upTo, points.numbersUpTo)) {
        isTaken = false;
        continue;
      }
      points.setNumbers(columns, upTo, pixelColumns);
      this._list(columns.key, columns.of > 0 ? 'number' : null);
      this._changes.key(columns.key);
    }
    return isTaken;
  }

  /** The same for bases that the Jupyter server has smoothed. */
  setSmoothed(
    series: readonly ISmoothedColumns[],
    smoothing: ISmoothing,
    upTo: Cursors,
    pixelColumns: number
  ): boolean {
    let isTaken = true;
    for (const columns of series) {
      const points = this.store.get(columns.key);
      const base = { columns, upTo, pixelColumns };
      isTaken =
        this._isCurrent(upTo, points.numbersUpTo) &&
        points.smoothed.setBase(points, smoothing, base) &&
        isTaken;
      this._changes.key(columns.key);
    }
    return isTaken;
  }

  /** The same for what is no number. */
  setValues(
    path: string,
    values: readonly IStoredValue[],
    upTo: Cursors
  ): boolean {
    const points = this.store.at(path);
    if (!this._isCurrent(upTo, points.valuesUpTo)) {
      return false;
    }
    points.setValues(values, upTo);
    for (const { value } of values) {
      this._list(path, kindOf(value));
    }
    this._changes.key(path);
    return true;
  }

  /** Whether all numbers of a path are here, or in buckets. */
  hasNumbers(path: string): boolean {
    return (
      this.coverage.isStarted &&
      ((this.coverage.keys.get(path)?.numbers ?? 0) === 0 ||
        covers(this.store.at(path).numbersUpTo, this.coverage.from))
    );
  }

  /** Whether all that is no number is here. */
  hasValues(path: string): boolean {
    const key = this.coverage.keys.get(path);
    return (
      this.coverage.isStarted &&
      (key === undefined ||
        key.n === key.numbers ||
        covers(this.store.at(path).valuesUpTo, this.coverage.from))
    );
  }

  private _draw(writer: string, seq: number, record: ILogRecord): void {
    for (const [path, value] of this.store.add(writer, seq, record)) {
      this._list(path, kindOf(value));
      this._changes.key(path);
    }
  }

  private _list(path: string, kind: KeyKind | null): void {
    if (kind !== null && this.keys.add(path, kind)) {
      this._changes.part('structure');
    }
  }

  /**
   * Whether a base leaves no hole before the records that came one by one, nor
   * takes back what an earlier one had.
   */
  private _isCurrent(upTo: Cursors, before: Cursors): boolean {
    return covers(upTo, this.coverage.from) && covers(upTo, before);
  }

  /** What a record of this kind changes; null for several of any kind. */
  private _touch(kind: string | null): void {
    for (const part of CHANGED_BY.get(kind ?? '') ?? ALL) {
      this._changes.part(part);
    }
    if (kind === null && !this._fold.rules.isEmpty) {
      this._changes.part('structure');
    }
  }

  private _fold: FoldState;
}

/** Stands for a record that is not what its kind says: it means nothing. */
const UNREADABLE: IRecord = { kind: 'unreadable' };

type FoldPart = 'structure' | 'info' | 'config' | 'summary';

const ALL: readonly FoldPart[] = ['info', 'config', 'summary'];

const CHANGED_BY = new Map<string, readonly FoldPart[]>([
  ['log', ['info', 'summary']],
  ['config', ['info', 'config']],
  ['summary', ['info', 'summary']],
  ['run', ['info']],
  ['finish', ['info']],
  ['exception', ['info']],
  // Which cards there are, and over what they are drawn.
  ['metric', ['structure', 'info', 'summary']],
  ['console', ['info']],
  ['system', ['info']],
  ['alert', ['info']],
  ['blob', ['info']],
  ['file', ['info']],
  ['artifact', ['info']]
]);
