/** Where the least and the greatest finite value are; −1 where there is none. */
export interface IPlaces {
  least: number;
  greatest: number;
}

/** Points in a block of the lowest level, and blocks in one of the next level. */
const BLOCK_BITS = 6;
const FAN_BITS = 3;

const BLOCK = 1 << BLOCK_BITS;
const FAN = 1 << FAN_BITS;

/** Blocks of the same size, one after the other: the two places of each. */
interface ILevel {
  places: Int32Array;
  count: number;
}

/**
 * Where the least and the greatest value of any stretch of a growing column are,
 * without a look at each value: blocks of 64·8^k points keep the places of theirs, and
 * the values are looked up. Only full blocks are kept, so that they stay as they are
 * while values are appended. They take at most 0.3 bytes for each value.
 *
 * Of equal values the first counts. Values that are not finite never do.
 *
 * Blocks are made when they are first needed: m appended values cost O(m), once.
 */
export class Pyramid {
  /**
   * The places of the least and the greatest value in [first, end): O(64 + 8·log₈ n).
   *
   * @param value - the column, the same as ever but for what was appended, or said to
   *   `cut` and `renew`
   */
  extremes(value: Float64Array, first: number, end: number): IPlaces {
    const found = { least: -1, greatest: -1 };
    const low = (first + BLOCK - 1) >>> BLOCK_BITS;
    const high = end >>> BLOCK_BITS;
    if (low >= high) {
      scan(value, first, end, found);
      return found;
    }
    this._grow(value, end);
    // From left to right, so that the first of equal values is found.
    scan(value, first, low << BLOCK_BITS, found);
    this._collect(value, 0, low, high, found);
    scan(value, high << BLOCK_BITS, end, found);
    return found;
  }

  /** What the blocks take. */
  get bytes(): number {
    return this._levels.reduce((sum, { places }) => sum + places.byteLength, 0);
  }

  /** The values from this place on have gone or moved. */
  cut(place: number): void {
    this._levels.forEach((level, i) => {
      level.count = Math.min(level.count, blockOf(place, i));
    });
  }

  /** The value at this place is another: make the blocks that it falls in again. */
  renew(value: Float64Array, place: number): void {
    this._levels.forEach((level, i) => {
      const block = blockOf(place, i);
      if (block < level.count) {
        this._make(value, i, block);
      }
    });
  }

  /** Make the full blocks of the first `length` values. */
  private _grow(value: Float64Array, length: number): void {
    for (let i = 0; ; i++) {
      const count = blockOf(length, i);
      if (count <= (this._levels[i]?.count ?? 0)) {
        return;
      }
      const level = (this._levels[i] ??= {
        places: new Int32Array(),
        count: 0
      });
      reserve(level, count);
      while (level.count < count) {
        this._make(value, i, level.count++);
      }
    }
  }

  private _make(value: Float64Array, i: number, block: number): void {
    const found = { least: -1, greatest: -1 };
    if (i === 0) {
      scan(value, block << BLOCK_BITS, (block + 1) << BLOCK_BITS, found);
    } else {
      const first = block << FAN_BITS;
      merge(value, this._levels[i - 1].places, first, first + FAN, found);
    }
    const { places } = this._levels[i];
    places[2 * block] = found.least;
    places[2 * block + 1] = found.greatest;
  }

  /** Look at the blocks [first, end) of a level, in as few as possible. */
  private _collect(
    value: Float64Array,
    i: number,
    first: number,
    end: number,
    found: IPlaces
  ): void {
    const { places } = this._levels[i];
    const low = (first + FAN - 1) >>> FAN_BITS;
    const high = end >>> FAN_BITS;
    if (low >= high) {
      merge(value, places, first, end, found);
      return;
    }
    merge(value, places, first, low << FAN_BITS, found);
    this._collect(value, i + 1, low, high, found);
    merge(value, places, high << FAN_BITS, end, found);
  }

  private readonly _levels: ILevel[] = [];
}

/** In which block of a level this place lies. */
function blockOf(place: number, level: number): number {
  return Math.floor(place / 2 ** (BLOCK_BITS + level * FAN_BITS));
}

function reserve(level: ILevel, count: number): void {
  const { places } = level;
  if (places.length < 2 * count) {
    level.places = new Int32Array(2 * Math.max(count, places.length));
    level.places.set(places);
  }
}

/** Look at each value of [first, end), which lies after what was found. */
function scan(
  value: Float64Array,
  first: number,
  end: number,
  found: IPlaces
): void {
  let { least, greatest } = found;
  let low = least < 0 ? Infinity : value[least];
  let high = greatest < 0 ? -Infinity : value[greatest];
  for (let i = first; i < end; i++) {
    const present = value[i];
    // NaN is neither; an infinite value seldom gets as far as the second test.
    if (present < low && present !== -Infinity) {
      low = present;
      least = i;
    }
    if (present > high && present !== Infinity) {
      high = present;
      greatest = i;
    }
  }
  found.least = least;
  found.greatest = greatest;
}

/** The same with the values at the places that these blocks keep. */
function merge(
  value: Float64Array,
  places: Int32Array,
  first: number,
  end: number,
  found: IPlaces
): void {
  let { least, greatest } = found;
  for (let block = first; block < end; block++) {
    const one = places[2 * block];
    if (one < 0) {
      continue;
    }
    const other = places[2 * block + 1];
    if (least < 0 || value[one] < value[least]) {
      least = one;
    }
    if (greatest < 0 || value[other] > value[greatest]) {
      greatest = other;
    }
  }
  found.least = least;
  found.greatest = greatest;
}
