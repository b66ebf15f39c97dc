import { type IPointColumns } from './decimate';
import { Pyramid } from './pyramid';
import { firstNotBelow } from './stepSearch';

/** What a point that does not say from which record it came stands under. */
export const BASE = 0;

/**
 * Growable columns of points: step, time, value, and the record that each came from. No
 * object per point.
 */
export class Columns implements IPointColumns {
  constructor(capacity = 64) {
    this.step = new Float64Array(capacity);
    this.time = new Float64Array(capacity);
    this.value = new Float64Array(capacity);
  }

  /** A copy of these columns, whose points do not say where they came from. */
  static of(points: Omit<IPointColumns, 'length'>): Columns {
    const columns = new Columns(0);
    columns.step = points.step.slice();
    columns.time = points.time.slice();
    columns.value = points.value.slice();
    columns.length = columns.step.length;
    return columns;
  }

  step: Float64Array;
  /** Unix seconds. */
  time: Float64Array;
  value: Float64Array;
  length = 0;
  readonly pyramid = new Pyramid();

  /** Counts the changes other than appends. */
  rewrites = 0;

  /** Index into the run's `WriterNames`. */
  writer(index: number): number {
    return this._origins === null ? BASE : this._origins.writer[index];
  }

  seq(index: number): number {
    return this._origins === null ? 0 : this._origins.seq[index];
  }

  flags(index: number): number {
    return this._origins === null ? 0 : this._origins.flags[index];
  }

  setFlags(index: number, flags: number): void {
    if (flags !== this.flags(index)) {
      this._setOrigin(index, this.writer(index), this.seq(index), flags);
      this.rewrites += 1;
    }
  }

  push(
    step: number,
    time: number,
    value: number,
    writer = BASE,
    seq = 0,
    flags = 0
  ): void {
    const index = this.length;
    this._reserve(index + 1);
    this.length = index + 1;
    this.step[index] = step;
    this.time[index] = time;
    this.value[index] = value;
    this._setOrigin(index, writer, seq, flags);
  }

  /** Append one point of other columns. */
  copy(from: Columns, index: number): void {
    this._reserve(this.length + 1);
    this.length += 1;
    this._put(this.length - 1, from, index);
  }

  /** Put a point of other columns in the place of one of the same step. */
  replace(index: number, from: Columns, other: number): void {
    this._put(index, from, other);
    this.pyramid.renew(this.value, index);
    this.rewrites += 1;
  }

  /**
   * Put points of other columns between these, which are in the order of steps.
   *
   * @param indices - in the order of their steps; there is no point of any of them here
   */
  insert(from: Columns, indices: readonly number[]): void {
    const before = this.length;
    this._reserve(before + indices.length);
    let end = before;
    for (let left = indices.length; left > 0; left--) {
      const index = indices[left - 1];
      const place = this.find(from.step[index], end);
      if (place < end) {
        this._move(place, end, place + left);
        end = place;
      }
      this._put(place + left - 1, from, index);
    }
    this.length = before + indices.length;
    if (end < before) {
      this.pyramid.cut(end);
      this.rewrites += 1;
    }
  }

  clear(): void {
    this.length = 0;
    this.pyramid.cut(0);
    this.rewrites += 1;
  }

  /**
   * The index of the first point, of so many, whose step is not below this one; they are
   * in the order of steps.
   */
  find(step: number, length = this.length): number {
    return length === 0 || this.step[length - 1] < step
      ? length
      : firstNotBelow(this.step, step, 0, length);
  }

  private _put(index: number, from: Columns, other: number): void {
    this.step[index] = from.step[other];
    this.time[index] = from.time[other];
    this.value[index] = from.value[other];
    const [writer, seq] = [from.writer(other), from.seq(other)];
    this._setOrigin(index, writer, seq, from.flags(other));
  }

  private _setOrigin(
    index: number,
    writer: number,
    seq: number,
    flags: number
  ): void {
    if (this._origins === null) {
      if (writer === BASE && seq === 0 && flags === 0) {
        return;
      }
      this._origins = new Origins(this.step.length);
    }
    this._origins.writer[index] = writer;
    this._origins.seq[index] = seq;
    this._origins.flags[index] = flags;
  }

  private _move(first: number, end: number, to: number): void {
    this.step.copyWithin(to, first, end);
    this.time.copyWithin(to, first, end);
    this.value.copyWithin(to, first, end);
    this._origins?.move(first, end, to);
  }

  private _reserve(length: number): void {
    const capacity = this.step.length;
    if (length > capacity) {
      const larger = Math.max(length, 64, Math.ceil(capacity * GROWTH));
      this.step = grown(this.step, new Float64Array(larger));
      this.time = grown(this.time, new Float64Array(larger));
      this.value = grown(this.value, new Float64Array(larger));
      this._origins?.grow(larger);
    }
  }

  /** Null while no point says where it came from. */
  private _origins: Origins | null = null;
}

/** By how much columns grow: what they take beside what they hold is half of it. */
const GROWTH = 1.5;

/** The records that points came from. A base of a million points has none. */
class Origins {
  constructor(capacity: number) {
    this.writer = new Uint16Array(capacity);
    this.seq = new Float64Array(capacity);
    this.flags = new Uint8Array(capacity);
  }

  writer: Uint16Array;
  seq: Float64Array;
  flags: Uint8Array;

  move(first: number, end: number, to: number): void {
    this.writer.copyWithin(to, first, end);
    this.seq.copyWithin(to, first, end);
    this.flags.copyWithin(to, first, end);
  }

  grow(capacity: number): void {
    this.writer = grown(this.writer, new Uint16Array(capacity));
    this.seq = grown(this.seq, new Float64Array(capacity));
    this.flags = grown(this.flags, new Uint8Array(capacity));
  }
}

function grown<T extends Float64Array | Uint16Array | Uint8Array>(
  column: T,
  larger: T
): T {
  larger.set(column);
  return larger;
}

/**
 * The names of a run's writers as small numbers. 0 stands for the base, whose
 * points do not say which record they came from; it sorts before all writers.
 */
export class WriterNames {
  index(name: string): number {
    let index = this._indices.get(name);
    if (index === undefined) {
      index = this._names.length;
      this._names.push(name);
      this._indices.set(name, index);
    }
    return index;
  }

  name(index: number): string {
    return this._names[index];
  }

  private readonly _names = [''];
  private readonly _indices = new Map([['', BASE]]);
}
