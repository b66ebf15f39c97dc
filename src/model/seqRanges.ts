import { type SeqRange } from '../protocol';

/**
 * A set of seqs as ascending ranges that neither overlap nor touch.
 */
export class SeqRanges {
  constructor(ranges: readonly SeqRange[] = []) {
    for (const [first, last] of ranges) {
      this.add(first, last);
    }
  }

  has(seq: number): boolean {
    return this.endOf(seq) !== null;
  }

  /** The end of the range that this seq is in; null if it is in none. */
  endOf(seq: number): number | null {
    const range = this._ranges[this._reaching(seq)];
    return range !== undefined && range[0] <= seq ? range[1] : null;
  }

  add(first: number, last = first): void {
    const start = this._reaching(first - 1);
    let end = start;
    let [from, to] = [first, last];
    while (end < this._ranges.length && this._ranges[end][0] <= last + 1) {
      from = Math.min(from, this._ranges[end][0]);
      to = Math.max(to, this._ranges[end][1]);
      end += 1;
    }
    this._ranges.splice(start, end - start, [from, to]);
  }

  remove(seq: number): void {
    const index = this._reaching(seq);
    const range = this._ranges[index];
    if (range === undefined || seq < range[0]) {
      return;
    }
    const parts: SeqRange[] = [
      [range[0], seq - 1],
      [seq + 1, range[1]]
    ];
    this._ranges.splice(
      index,
      1,
      ...parts.filter(([first, last]) => first <= last)
    );
  }

  /** The ranges between first and last that are not in the set. */
  *gaps(first: number, last: number): Generator<SeqRange> {
    let expected = first;
    for (let i = this._reaching(first); i < this._ranges.length; i++) {
      const [from, to] = this._ranges[i];
      if (from > last) {
        break;
      }
      if (from > expected) {
        yield [expected, from - 1];
      }
      expected = to + 1;
    }
    if (expected <= last) {
      yield [expected, last];
    }
  }

  /** The last seq of the set; 0 if it is empty. */
  get last(): number {
    return this._ranges.at(-1)?.[1] ?? 0;
  }

  toJson(): SeqRange[] {
    return this._ranges.map(([first, last]) => [first, last]);
  }

  /** The index of the first range that does not end before this seq. */
  private _reaching(seq: number): number {
    let low = 0;
    let high = this._ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this._ranges[middle][1] < seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private readonly _ranges: SeqRange[] = [];
}
