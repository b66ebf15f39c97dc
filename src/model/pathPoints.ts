import {
  type IColumns,
  type IStoredValue,
  type Json,
  toNumber
} from '../protocol';
import { BASE, Columns, type WriterNames } from './columns';
import { type IExtremes, extremesOf } from './extremes';
import { SmoothedLines } from './smoothedLines';
import { type IValuePoint } from './types';

/** The point is no number; its value is beside the columns. */
const OTHER = 1;

/** A later value of a relative, in the same row, has removed the point. */
const HIDDEN = 2;

/** Late points that room is kept for. */
const FEW = 4;

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

  /** Its lines where it is smoothed. */
  readonly smoothed = new SmoothedLines();

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
    this.version += 1;
    const origin = [
      this._names.index(writer),
      seq,
      number === null ? OTHER : 0
    ] as const;
    const { _points: points, _late: late } = this;
    const last = points.length - 1;
    if (late.length === 0 && (last < 0 || points.step[last] < step)) {
      points.push(step, time, number ?? NaN, ...origin);
      if (number === null) {
        this._others.set(step, value);
      }
      return;
    }
    if (number === null) {
      this._lateOthers.set(late.length, value);
    }
    late.push(step, time, number ?? NaN, ...origin);
    if (late.length === 1 && points.step[last] === step) {
      this.settle();
    }
  }

  /**
   * Take the base of the numbers in: it takes the place of an earlier base, and
   * of the tail's numbers up to its cursors.
   */
  setNumbers(base: IColumns, upTo: Cursors, pixelColumns: number): void {
    const kept = this._without(0, upTo);
    this.numbersUpTo = upTo;
    this.baseColumns = base.of > base.step.length ? pixelColumns : null;
    this._hiddenInBase = base.of - base.step.length;
    for (let i = 0; i < kept.length; i++) {
      if (kept.flags(i) & OTHER) {
        this._lateOthers.set(i, this._others.get(kept.step[i]) as Json);
      }
    }
    this._others.clear();
    this._late = kept;
    this._setPoints(Columns.of(base));
  }

  /** The same for what is not a number. */
  setValues(values: readonly IStoredValue[], upTo: Cursors): void {
    const kept = this._without(OTHER, upTo);
    this.valuesUpTo = upTo;
    for (const { step, t, value, writer, seq } of values) {
      this._lateOthers.set(this._late.length, value);
      this._late.push(step, t, NaN, this._names.index(writer), seq, OTHER);
    }
    this._setPoints(kept);
  }

  /**
   * Put points that did not come in the order of steps into their places.
   */
  settle(): void {
    const late = this._late;
    if (late.length === 0) {
      return;
    }
    const points = this._points;
    const order = Array.from({ length: late.length }, (_, i) => i);
    order.sort((one, other) => late.step[one] - late.step[other]);
    /** Those of steps that have no point yet. */
    const fresh: number[] = [];
    for (const index of order) {
      const step = late.step[index];
      const place = points.find(step);
      const before = fresh.length - 1;
      if (place < points.length && points.step[place] === step) {
        if (this._isBefore(points, place, late, index)) {
          points.replace(place, late, index);
          this._noteOther(step, index);
        }
      } else if (before < 0 || late.step[fresh[before]] < step) {
        fresh.push(index);
      } else if (this._isBefore(late, fresh[before], late, index)) {
        fresh[before] = index;
      }
    }
    points.insert(late, fresh);
    for (const index of fresh) {
      this._noteOther(late.step[index], index);
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
    const points = this._points;
    for (let i = 0; i < points.length; i++) {
      points.setFlags(i, points.flags(i) & ~HIDDEN);
    }
    this._isHiding = relatives.length > 0;
    for (const relative of relatives) {
      relative.settle();
      this._hideBy(relative._points);
    }
    this.version += 1;
  }

  /** The numbers, in the order of their steps. */
  numbers(): Columns {
    this.settle();
    return this._others.size === 0 && !this._isHiding
      ? this._points
      : this._pack();
  }

  /** The least and the greatest finite number. */
  extremes(): IExtremes {
    return extremesOf(this.numbers());
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
    const points = this._points;
    const { step, time } = points;
    const found: IValuePoint[] = [];
    for (const [at, value] of this._others) {
      const index = points.find(at);
      if (!(points.flags(index) & HIDDEN)) {
        found.push({ step: step[index], time: time[index], value });
      }
    }
    return found.sort((one, other) => one.step - other.step);
  }

  /** A late point has got its place: keep its value where it is no number. */
  private _noteOther(step: number, index: number): void {
    if (this._late.flags(index) & OTHER) {
      this._others.set(step, this._lateOthers.get(index) as Json);
    } else {
      this._others.delete(step);
    }
  }

  private _clearLate(): void {
    if (this._late.length > FEW) {
      this._late = new Columns(FEW);
    } else {
      this._late.clear();
    }
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
    const [writer, another] = [one.writer(i), other.writer(k)];
    if (writer !== another) {
      return this._names.name(writer) < this._names.name(another);
    }
    return one.seq(i) < other.seq(k);
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
        mine.setFlags(own, mine.flags(own) | HIDDEN);
      }
    }
  }

  /** The points but for the base, and the tail up to these records, of one kind. */
  private _without(kind: number, upTo: Cursors): Columns {
    this.settle();
    const before = this._points;
    if (kind === OTHER && this._others.size === 0) {
      return before;
    }
    const kept = new Columns();
    for (let i = 0; i < before.length; i++) {
      const isKind = (before.flags(i) & OTHER) === kind;
      const writer = before.writer(i);
      const isCovered =
        writer === BASE ||
        before.seq(i) <= (upTo.get(this._names.name(writer)) ?? 0);
      if (!isKind || !isCovered) {
        kept.copy(before, i);
      } else if (kind === OTHER) {
        this._others.delete(before.step[i]);
      }
    }
    return kept;
  }

  /** Go over to these points, and put the late ones among them. */
  private _setPoints(points: Columns): void {
    this._points = points;
    this._packed = null;
    this.version += 1;
    this.settle();
    this._basePoints = 0;
    for (let i = 0; i < points.length; i++) {
      this._basePoints += points.writer(i) === BASE ? 1 : 0;
    }
  }

  /** The points that are numbers and not hidden. */
  private _pack(): Columns {
    const points = this._points;
    if (this._packed?.rewrites !== points.rewrites) {
      const { rewrites } = points;
      this._packed = { rewrites, seen: 0, numbers: new Columns() };
    }
    const packed = this._packed;
    for (; packed.seen < points.length; packed.seen++) {
      const i = packed.seen;
      if (points.flags(i) === 0) {
        packed.numbers.push(points.step[i], points.time[i], points.value[i]);
      }
    }
    return packed.numbers;
  }

  /** In the order of steps, one for each. */
  private _points = new Columns();
  /** By step. */
  private readonly _others = new Map<number, Json>();
  /** Points that came after one of a higher step. */
  private _late = new Columns(FEW);
  /** By index into `_late`. */
  private readonly _lateOthers = new Map<number, Json>();
  private _basePoints = 0;
  private _hiddenInBase = 0;
  private _isHiding = false;
  /** The numbers apart, as far as the points have been seen. */
  private _packed: {
    rewrites: number;
    seen: number;
    readonly numbers: Columns;
  } | null = null;
}
