import { type IKeySummary, type SeqRange } from '../protocol';
import { type FoldState } from './fold';

/** For each writer a seq; what is not there is 0. */
export type Cursors = ReadonlyMap<string, number>;

/** Whether these cursors have reached those. */
export function covers(cursors: Cursors, those: Cursors): boolean {
  for (const [writer, seq] of those) {
    if ((cursors.get(writer) ?? 0) < seq) {
      return false;
    }
  }
  return true;
}

/**
 * Which of a run's records came one by one, which are in the base, and which are
 * known to exist.
 */
export class Coverage {
  /**
   * Whether it is known where the run's records begin: with a base, or with the
   * first record.
   */
  isStarted = false;

  /** Records up to these are in the base; those after them come one by one. */
  get from(): Cursors {
    return this._from;
  }

  /** What the base has of each path. */
  get keys(): ReadonlyMap<string, IKeySummary> {
    return this._keys;
  }

  /** The last record that is known to exist, for each writer. */
  get known(): Cursors {
    return this._known;
  }

  /** How far the Jupyter server's index is. */
  get indexed(): Cursors {
    return this._indexed;
  }

  /** Whether the index has all that is known to exist. */
  get isIndexed(): boolean {
    return covers(this._indexed, this._known);
  }

  setIndexed(cursors: Cursors): void {
    this._indexed = cursors;
    for (const [writer, seq] of cursors) {
      this.note(writer, seq);
    }
  }

  /** This record exists. */
  note(writer: string, seq: number): void {
    raise(this._known, writer, seq);
  }

  /**
   * Go over to a later base.
   *
   * @param fold - the state before it
   */
  rebase(
    fold: FoldState,
    base: FoldState,
    keys: ReadonlyMap<string, IKeySummary>
  ): void {
    this.isStarted = true;
    this._keys = keys;
    for (const [writer, { cursor }] of base.writers) {
      this.note(writer, cursor);
      if (cursor > (fold.writers.get(writer)?.cursor ?? 0)) {
        raise(this._from, writer, cursor);
      }
    }
  }

  /** Records that are known to exist and have not come. */
  missing(fold: FoldState): Map<string, SeqRange[]> {
    const missing = new Map<string, SeqRange[]>();
    for (const [writer, last] of this._known) {
      const state = fold.writers.get(writer);
      const ranges = state?.missing(last) ?? [[1, last] as SeqRange];
      if (ranges.length > 0) {
        missing.set(writer, ranges);
      }
    }
    return missing;
  }

  /** Those of them that records wait for. */
  holes(fold: FoldState): Map<string, SeqRange[]> {
    const holes = new Map<string, SeqRange[]>();
    for (const [writer, state] of fold.writers) {
      if (state.isWaiting) {
        holes.set(writer, state.missing());
      }
    }
    return holes;
  }

  private readonly _from = new Map<string, number>();
  private readonly _known = new Map<string, number>();
  private _indexed: Cursors = new Map();
  private _keys: ReadonlyMap<string, IKeySummary> = new Map();
}

function raise(
  cursors: Map<string, number>,
  writer: string,
  seq: number
): void {
  if (seq > (cursors.get(writer) ?? 0)) {
    cursors.set(writer, seq);
  }
}
