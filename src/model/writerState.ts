import {
  type IRecord,
  type IRunRecord,
  type IWriterState,
  type JsonObject,
  type SeqRange,
  fieldsOf
} from '../protocol';
import { SeqRanges } from './seqRanges';
import { Visit } from './visit';

/**
 * Whether a writer decides the run's state: all do but those that only edit.
 */
export function isLogging(writer: string): boolean {
  return !writer.startsWith('api-') && !writer.startsWith('server-');
}

/**
 * What the fold keeps of one writer: how far it was folded, what waits, what is
 * lost, and how it ended.
 */
export class WriterState {
  /** The seq up to which its records are folded, or given up as lost. */
  cursor = 0;
  /** Its latest t. */
  last: number | null = null;
  /** Its highest step. */
  highest: number | null = null;
  visit: Visit | null = null;
  run: JsonObject | null = null;
  finish: JsonObject | null = null;
  exception: JsonObject | null = null;

  get lost(): SeqRange[] {
    return this._lost.toJson();
  }

  get isWaiting(): boolean {
    return this._waiting.size > 0;
  }

  /** The records that wait for earlier ones, by seq. */
  get waiting(): ReadonlyMap<number, IRecord> {
    return this._waiting;
  }

  /**
   * It says who it is. A writer that comes back after its finish (a resumed run) is
   * not finished any more.
   */
  begin(record: IRunRecord): void {
    this.run = fieldsOf(record);
    this.finish = null;
  }

  /** Keep a record until those before it have come. */
  wait(seq: number, record: IRecord): void {
    this._waiting.set(seq, record);
    this._present.add(seq);
  }

  /** Move the cursor on to the next record that waited, or over lost ones. */
  advance(): { seq: number; record: IRecord | null } | null {
    const seq = this.cursor + 1;
    const record = this._waiting.get(seq);
    if (record !== undefined) {
      this._waiting.delete(seq);
      this._present.remove(seq);
      this._lost.remove(seq);
      this.cursor = seq;
      return { seq, record };
    }
    const lostTo = this._lost.endOf(seq);
    if (lostTo === null) {
      return null;
    }
    // All of what is lost at once, up to what waits: a gap may tell of any number of records.
    const [[, last]] = this._present.gaps(seq, lostTo);
    this.cursor = last;
    return { seq: last, record: null };
  }

  /** Whether this record is here already, folded or waiting. */
  has(seq: number): boolean {
    return (
      this._waiting.has(seq) || (seq <= this.cursor && !this._lost.has(seq))
    );
  }

  /** Whether this record was given up as lost. */
  isLost(seq: number): boolean {
    return this._lost.has(seq);
  }

  /** Give up what is not there yet of these seqs. */
  lose(from: number, last: number): void {
    const first = Math.max(from, this.cursor + 1);
    if (first <= last) {
      this._lost.add(first, last);
    }
  }

  /** Withdraw the loss of one record, which came after all. */
  found(seq: number): void {
    this._lost.remove(seq);
  }

  /** The seqs up to `last`, or up to the last that waits, that have not come. */
  missing(last = this._present.last): SeqRange[] {
    const ranges: SeqRange[] = [];
    for (const [from, to] of this._present.gaps(this.cursor + 1, last)) {
      ranges.push(...this._lost.gaps(from, to));
    }
    return ranges;
  }

  toJson(): IWriterState {
    const { cursor, last, highest, visit, run, finish, exception, lost } = this;
    return {
      cursor,
      last,
      highest,
      visit: visit?.toJson() ?? null,
      run,
      finish,
      exception,
      lost
    };
  }

  static fromJson(data: IWriterState, writer: string): WriterState {
    const state = new WriterState();
    state.cursor = data.cursor;
    state.last = data.last;
    state.highest = data.highest;
    const { last: t, cursor: seq } = data;
    state.visit =
      data.visit && Visit.fromJson(data.visit, { t: t ?? 0, writer, seq });
    state.run = data.run;
    state.finish = data.finish;
    state.exception = data.exception;
    state._lost = new SeqRanges(data.lost);
    return state;
  }

  private readonly _waiting = new Map<number, IRecord>();
  /** The seqs of `_waiting`. */
  private readonly _present = new SeqRanges();
  private _lost = new SeqRanges();
}
