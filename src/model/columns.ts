/**
 * Growable columns of points: step, time, value, and the record that each came
 * from. No object per point.
 */
export class Columns {
  constructor(capacity = 64) {
    this._capacity = Math.max(1, capacity);
    this.step = new Float64Array(this._capacity);
    this.time = new Float64Array(this._capacity);
    this.value = new Float64Array(this._capacity);
    this.seq = new Float64Array(this._capacity);
    this.writer = new Uint16Array(this._capacity);
    this.flags = new Uint8Array(this._capacity);
  }

  step: Float64Array;
  /** Unix seconds. */
  time: Float64Array;
  value: Float64Array;
  seq: Float64Array;
  /** Index into the run's `WriterNames`. */
  writer: Uint16Array;
  flags: Uint8Array;
  length = 0;

  push(
    step: number,
    time: number,
    value: number,
    writer: number,
    seq: number,
    flags: number
  ): void {
    if (this.length === this._capacity) {
      this._grow();
    }
    const index = this.length;
    this.length += 1;
    this.put(index, step, time, value, writer, seq, flags);
  }

  put(
    index: number,
    step: number,
    time: number,
    value: number,
    writer: number,
    seq: number,
    flags: number
  ): void {
    this.step[index] = step;
    this.time[index] = time;
    this.value[index] = value;
    this.writer[index] = writer;
    this.seq[index] = seq;
    this.flags[index] = flags;
  }

  /** Append one point of other columns. */
  copy(from: Columns, index: number): void {
    this.push(
      from.step[index],
      from.time[index],
      from.value[index],
      from.writer[index],
      from.seq[index],
      from.flags[index]
    );
  }

  /** Take all points from an index on out. */
  cut(start: number): Columns {
    const taken = new Columns(this.length - start);
    for (let i = start; i < this.length; i++) {
      taken.copy(this, i);
    }
    this.length = start;
    return taken;
  }

  /**
   * The index of the first point whose step is not below this one; the columns
   * are in the order of steps.
   */
  find(step: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.step[middle] < step) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private _grow(): void {
    this._capacity *= 2;
    this.step = grown(this.step, this._capacity);
    this.time = grown(this.time, this._capacity);
    this.value = grown(this.value, this._capacity);
    this.seq = grown(this.seq, this._capacity);
    const writer = new Uint16Array(this._capacity);
    writer.set(this.writer);
    this.writer = writer;
    const flags = new Uint8Array(this._capacity);
    flags.set(this.flags);
    this.flags = flags;
  }

  private _capacity: number;
}

function grown(column: Float64Array, capacity: number): Float64Array {
  const larger = new Float64Array(capacity);
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
  private readonly _indices = new Map([['', 0]]);
}

export const BASE = 0;
