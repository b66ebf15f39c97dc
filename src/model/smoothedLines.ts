import { type Columns } from './columns';
import { type Cursors, covers } from './coverage';
import { type IPointColumns } from './decimate';
import { type ISmoothedBase, SmoothedLine, isOutgrown } from './smoothedLine';
import {
  type ISmoothing,
  checkSmoothing,
  smoothingText,
  smooths
} from './smoothing';

/**
 * How many smoothings of one series are kept: while somebody looks for the right one,
 * others come and go.
 */
const MOST_LINES = 6;

/** The series itself, as its points have it at present. */
export interface ISmoothed {
  /** Null where every point is here, else how wide the buckets of the base are. */
  readonly baseColumns: number | null;
  /** Up to which records the base goes. */
  readonly numbersUpTo: Cursors;
  numbers(): Columns;
}

/** The lines of one series, each smoothed in another way. */
export class SmoothedLines {
  /**
   * The points with smoothed values; null where that takes a base from the Jupyter
   * server which is not here yet.
   *
   * @throws RangeError where the smoothing is none that there is
   */
  points(of: ISmoothed, smoothing: ISmoothing): IPointColumns | null {
    checkSmoothing(smoothing);
    if (!smooths(smoothing)) {
      return of.numbers();
    }
    const line = this._line(smoothing);
    return of.baseColumns === null
      ? line.ofWhole(of.numbers())
      : this._hasBase(of, line)
        ? line.ofBase(of.numbers())
        : null;
  }

  /** Whether a base is needed: there is none, or it is too coarse, or outgrown. */
  needsBase(
    of: ISmoothed,
    smoothing: ISmoothing,
    pixelColumns: number
  ): boolean {
    if (of.baseColumns === null) {
      return false;
    }
    const line = this._line(smoothing);
    const { base } = line;
    const numbers = of.numbers();
    return (
      base === null ||
      !this._hasBase(of, line) ||
      base.pixelColumns < pixelColumns ||
      isOutgrown(smoothing, base, numbers.step[numbers.length - 1])
    );
  }

  /**
   * Take a base in.
   *
   * @returns false where it is older than what is here: ask again when the index has
   *   got further
   */
  setBase(of: ISmoothed, smoothing: ISmoothing, base: ISmoothedBase): boolean {
    const line = this._line(smoothing);
    const before: Cursors = line.base?.upTo ?? new Map();
    if (!covers(base.upTo, of.numbersUpTo) || !covers(base.upTo, before)) {
      return false;
    }
    line.base = base;
    return !this.needsBase(of, smoothing, base.pixelColumns);
  }

  /** Whether each point after the base is here. */
  private _hasBase(of: ISmoothed, { base }: SmoothedLine): boolean {
    return base !== null && covers(base.upTo, of.numbersUpTo);
  }

  /** Those that were asked for latest are kept. */
  private _line(smoothing: ISmoothing): SmoothedLine {
    const text = smoothingText(smoothing);
    const line = this._lines.get(text) ?? new SmoothedLine(smoothing);
    this._lines.delete(text);
    this._lines.set(text, line);
    for (const oldest of this._lines.keys()) {
      if (this._lines.size <= MOST_LINES) {
        break;
      }
      this._lines.delete(oldest);
    }
    return line;
  }

  private readonly _lines = new Map<string, SmoothedLine>();
}
