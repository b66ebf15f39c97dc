/**
 * The same numbers in [0, 1) for the same seed: mulberry32.
 */
export class Random {
  constructor(private _state: number) {}

  next(): number {
    this._state = (this._state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this._state ^ (this._state >>> 15), 1 | this._state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer from `least` to `most`. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  choice<T>(from: readonly T[]): T {
    return from[this.integer(0, from.length - 1)];
  }

  shuffled<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let i = shuffled.length - 1; i > 0; i--) {
      const k = this.integer(0, i);
      [shuffled[i], shuffled[k]] = [shuffled[k], shuffled[i]];
    }
    return shuffled;
  }
}
