import {
  type IColumns,
  type IStoredValue,
  type Json,
  toNumber
} from '../protocol';
import { BASE, Columns, type WriterNames } from './columns';
import { type IPointColumns } from './decimate';
import { Extremes, type IExtremes } from './extremes';
import { type IValuePoint } from './types';

/** The point is no number; its value is beside the columns. */
const OTHER = 1;

/** A later value of a relative, in the same row, has removed the point. */
const HIDDEN = 2;

/** For each writer a seq; what is not there is 0. */
type Cursors = ReadonlyMap<string, number>;

const NOTHING: Cursors = new Map();

/**
 * All that was logged under one path: for each step the value of the greatest
 * stamp, numbers and others alike.
 *
 * What the Jupyter server gave is the base: it stands for all records up to a
 * seq of each writer. Exact points of later records are the tail. Records may
 * come in any order and repeatedly.
 */
export class PathPoints {
  constructor(private readonly _names: WriterNames) {}

  /** Counts up with every change. */
  version = 0;

  /** Up to which records the base of the numbers, and of the others, goes. */
  numbersUpTo = NOTHING;
  valuesUpTo = NOTHING;

  /** How many pixel columns the base was decimated for; null if it is exact. */
  baseColumns: number | null = null;

  /** How many numbers came since the base. */
  get tailLength(): number {
    return this._points.length + this._late.length - this._basePoints;
  }

  /** Take in the value that a record holds for this path. */
  add(
    step: number,
    time: number,
    value: Json,
    writer: string,
    seq: number
  ): void {
    const number = toNumber(value);
    const upTo = number === null ? this.valuesUpTo : this.numbersUpTo;
    if (seq <= (upTo.get(writer) ?? 0)) {
      return;
    }
    const late = this._late;
    if (number === null) {
      this._lateOthers.set(late.length, value);
    }
    late.push(
      step,
      time,
      number ?? NaN,
      this._names.index(writer),
      seq,
      number === null ? OTHER : 0
    );
    this.version += 1;
    const { length } = this._points;
    if (
      late.length === 1 &&
      (length === 0 || this._points.step[length - 1] <= step)
    ) {
      this._place(0);
      this._clearLate();
    }
  }

  /**
   * Take the base of the numbers in: it takes the place of an earlier base, and
   * of the tail's numbers up to its cursors.
   */
  setNumbers(base: IColumns, upTo: Cursors, pixelColumns: number): void {
    this._trim(0, upTo);
    this.numbersUpTo = upTo;
    this.baseColumns = base.of > base.step.length ? pixelColumns : null;
    this._hiddenInBase = base.of - base.step.length;
    for (let i = 0; i < base.step.length; i++) {
      this._late.push(base.step[i], base.time[i], base.value[i], BASE, 0, 0);
    }
    this.settle();
    this._basePoints = this._countBase();
  }

  /** The same for what is not a number. */
  setValues(values: readonly IStoredValue[], upTo: Cursors): void {
    this._trim(OTHER, upTo);
    this.valuesUpTo = upTo;
    for (const { step, t, value, writer, seq } of values) {
      this._lateOthers.set(this._late.length, value);
      this._late.push(step, t, NaN, this._names.index(writer), seq, OTHER);
    }
    this.settle();
    this._basePoints = this._countBase();
  }

  /**
   * Put points that did not come in the order of steps into their places.
   */
  settle(): void {
    const late = this._late;
    if (late.length === 0) {
      return;
    }
    const order = Uint32Array.from({ length: late.length }, (_, i) => i).sort(
      (one, other) => late.step[one] - late.step[other]
    );
    const points = this._points;
    const after = points.cut(points.find(late.step[order[0]]));
    this._rewrites += 1;
    let next = 0;
    for (const index of order) {
      while (next < after.length && after.step[next] <= late.step[index]) {
        points.copy(after, next++);
      }
      this._place(index);
    }
    while (next < after.length) {
      points.copy(after, next++);
    }
    this._clearLate();
    this.version += 1;
  }

  /**
   * Hide the points that a later value of these relatives has removed from
   * their rows.
   */
  hide(relatives: readonly PathPoints[]): void {
    this.settle();
    const { flags, length } = this._points;
    for (let i = 0; i < length; i++) {
      flags[i] &= ~HIDDEN;
    }
    this._isHiding = relatives.length > 0;
    this._rewrites += 1;
    for (const relative of relatives) {
      relative.settle();
      this._hideBy(relative._points);
    }
    this.version += 1;
  }

  /** The numbers, in the order of their steps. */
  numbers(): IPointColumns {
    this.settle();
    if (this._packed?.version !== this.version) {
      this._packed = { version: this.version, points: this._pack() };
    }
    return this._packed.points;
  }

  /** The least and the greatest finite number. */
  extremes(): IExtremes {
    return this._extremes.of(this.numbers(), this._rewrites);
  }

  /** How many numbers there are, those that the base only stands for too. */
  get count(): number {
    return this.numbers().length + this._hiddenInBase;
  }

  /**
   * The same without looking at which are hidden, so that it costs nothing; for
   * totals.
   */
  get size(): number {
    const points = this._points.length + this._late.length;
    return points - this._others.size + this._hiddenInBase;
  }

  /** What is not a number, in the order of steps. */
  values(): IValuePoint[] {
    this.settle();
    const { step, time, flags } = this._points;
    const found: IValuePoint[] = [];
    for (const [at, value] of this._others) {
      const index = this._points.find(at);
      if (!(flags[index] & HIDDEN)) {
        found.push({ step: step[index], time: time[index], value });
      }
    }
    return found.sort((one, other) => one.step - other.step);
  }

  /**
   * Put a late point, whose step is not below the last one's, after it; or in
   * its place where both are of the same step and this one is the later record.
   */
  private _place(index: number): void {
    const points = this._points;
    const late = this._late;
    const last = points.length - 1;
    const step = late.step[index];
    if (last >= 0 && points.step[last] === step) {
      if (!this._isBefore(points, last, late, index)) {
        return;
      }
      points.length = last;
      this._rewrites += 1;
    }
    points.copy(late, index);
    if (late.flags[index] & OTHER) {
      this._others.set(step, this._lateOthers.get(index) as Json);
    } else {
      this._others.delete(step);
    }
  }

  private _clearLate(): void {
    this._late.length = 0;
    this._lateOthers.clear();
  }

  private _isBefore(
    one: Columns,
    i: number,
    other: Columns,
    k: number
  ): boolean {
    if (one.time[i] !== other.time[k]) {
      return one.time[i] < other.time[k];
    }
    if (one.writer[i] !== other.writer[k]) {
      const names = this._names;
      return names.name(one.writer[i]) < names.name(other.writer[k]);
    }
    return one.seq[i] < other.seq[k];
  }

  private _hideBy(others: Columns): void {
    const mine = this._points;
    const [few, many] =
      mine.length < others.length ? [mine, others] : [others, mine];
    for (let i = 0; i < few.length; i++) {
      const k = many.find(few.step[i]);
      if (k === many.length || many.step[k] !== few.step[i]) {
        continue;
      }
      const [own, its] = few === mine ? [i, k] : [k, i];
      if (this._isBefore(mine, own, others, its)) {
        mine.flags[own] |= HIDDEN;
      }
    }
  }

  /** Drop the base, and the tail up to these records, of one kind. */
  private _trim(kind: number, upTo: Cursors): void {
    this.settle();
    const before = this._points;
    const kept = new Columns(before.length);
    for (let i = 0; i < before.length; i++) {
      const isKind = (before.flags[i] & OTHER) === kind;
      const writer = before.writer[i];
      const isCovered =
        writer === BASE ||
        before.seq[i] <= (upTo.get(this._names.name(writer)) ?? 0);
      if (!isKind || !isCovered) {
        kept.copy(before, i);
      } else if (kind === OTHER) {
        this._others.delete(before.step[i]);
      }
    }
    this._points = kept;
    this._rewrites += 1;
    this.version += 1;
  }

  private _countBase(): number {
    const { writer, length } = this._points;
    let count = 0;
    for (let i = 0; i < length; i++) {
      count += writer[i] === BASE ? 1 : 0;
    }
    return count;
  }

  private _pack(): IPointColumns {
    const points = this._points;
    if (this._others.size === 0 && !this._isHiding) {
      return points;
    }
    const packed = new Columns(points.length);
    for (let i = 0; i < points.length; i++) {
      if (points.flags[i] === 0) {
        packed.copy(points, i);
      }
    }
    return packed;
  }

  /** In the order of steps, one for each. */
  private _points = new Columns();
  /** By step. */
  private readonly _others = new Map<number, Json>();
  /** Points that came after one of a higher step. */
  private readonly _late = new Columns(4);
  /** By index into `_late`. */
  private readonly _lateOthers = new Map<number, Json>();
  private _basePoints = 0;
  private _hiddenInBase = 0;
  private _isHiding = false;
  /** Counts the changes that did more than append. */
  private _rewrites = 0;
  private readonly _extremes = new Extremes();
  private _packed: { version: number; points: IPointColumns } | null = null;
}
