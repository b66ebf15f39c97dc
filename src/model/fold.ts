import {
  type FoldedRecord,
  type IEditRecord,
  type IFoldState,
  type IGapRecord,
  type IRecord,
  type JsonObject,
  type SeqRange
} from '../protocol';
import { ConfigTable } from './configTable';
import { KeyTable } from './keyTable';
import { fromObject, getOrMake, toObject } from './maps';
import { MetricRules } from './metricRules';
import { type KeyRegisters } from './registers';
import { RunFacts } from './runFacts';
import { type IStamp } from './stamps';
import { summaryOf } from './summaryOf';
import { WriterState, isLogging } from './writerState';

/**
 * The registers of one run: records, in any order and however often, to what
 * the run holds. `protocol/README.md` ("The fold") says what a record means;
 * `runside/fold/state.py` is the same in Python, and both run the cases below
 * `protocol/`.
 */
export class FoldState {
  constructor(readonly uid: string) {}

  get writers(): ReadonlyMap<string, WriterState> {
    return this._writers;
  }

  /** The registers of each path; what open visits hold is not counted in. */
  get keys(): ReadonlyMap<string, KeyRegisters> {
    return this._keys.byPath;
  }

  /** What `define_metric` said of each path. */
  get rules(): MetricRules {
    return this._rules;
  }

  /**
   * Take one record in, whose fields have been checked.
   *
   * @returns whether anything was folded: not if the record is a repeated one,
   *   or waits for earlier ones.
   */
  add(writer: string, seq: number, record: IRecord): boolean {
    const state = this._writer(writer);
    if (seq <= state.cursor) {
      if (!state.isLost(seq)) {
        return false;
      }
      state.found(seq);
      this._fold(writer, state, seq, record);
      return true;
    }
    state.wait(seq, FOLDED.has(record.kind) ? record : bare(record));
    if (record.kind === 'gap') {
      const { writer: loser, from, to } = record as IGapRecord;
      if (loser === writer) {
        // It tells of earlier records of its own writer, which it would wait
        // for otherwise.
        state.lose(from, to);
      }
    }
    return this._advance(writer, state);
  }

  /**
   * Go on without these records, as if a `gap` covered them. They count when
   * they come after all.
   */
  giveUp(writer: string, first: number, last: number): void {
    const state = this._writer(writer);
    state.lose(first, last);
    this._advance(writer, state);
  }

  /** For each writer the seq up to which nothing is missing. */
  get cursors(): Map<string, number> {
    return new Map(
      Array.from(this.writers, ([writer, { cursor }]) => [writer, cursor])
    );
  }

  /** Whether any record waits for earlier ones. */
  get isWaiting(): boolean {
    return Array.from(this.writers.values()).some(state => state.isWaiting);
  }

  /** For each writer that lost records the ranges of their seqs. */
  get gaps(): Map<string, SeqRange[]> {
    return new Map(
      Array.from(this.writers, ([writer, { lost }]): [string, SeqRange[]] => [
        writer,
        lost
      ]).filter(([, lost]) => lost.length > 0)
    );
  }

  /**
   * The fields of the run's first `run` record, with what was edited since;
   * null before it came.
   */
  get run(): JsonObject | null {
    return this._facts.told;
  }

  /** The highest step that was logged, null before the first `log`. */
  get step(): number | null {
    return greatest(Array.from(this.writers.values(), state => state.highest));
  }

  /**
   * When the latest record of a logging writer was written, in Unix seconds: to
   * edit a run makes it no longer.
   */
  get last(): number | null {
    return greatest(
      Array.from(this.writers)
        .filter(([name]) => isLogging(name))
        .map(([, state]) => state.last)
    );
  }

  config(): JsonObject {
    return this._config.tree();
  }

  /** What stands for each key. */
  summary(): JsonObject {
    const open = Array.from(this.writers.values(), ({ visit }) => visit);
    return summaryOf(
      this.keys,
      this.rules,
      open.filter(visit => visit !== null)
    );
  }

  /**
   * The registers as `protocol/fold-state.schema.json` has them, with values
   * decoded. What waits is not among them.
   */
  toJson(): IFoldState {
    return {
      format: 1,
      uid: this.uid,
      ...this._facts.toJson(),
      writers: toObject(this.writers, state => state.toJson()),
      config: this._config.toJson(),
      keys: this._keys.toJson(),
      metrics: this._rules.toJson()
    };
  }

  static fromJson(data: IFoldState): FoldState {
    const fold = new FoldState(data.uid);
    fold._facts = RunFacts.fromJson(data);
    fold._writers = fromObject(data.writers, WriterState.fromJson);
    fold._config = ConfigTable.fromJson(data.config);
    fold._keys = KeyTable.fromJson(data.keys);
    fold._rules = MetricRules.fromJson(data.metrics);
    return fold;
  }

  private _writer(name: string): WriterState {
    return getOrMake(this._writers, name, () => new WriterState());
  }

  private _advance(writer: string, state: WriterState): boolean {
    let isFolded = false;
    for (let next = state.advance(); next !== null; next = state.advance()) {
      isFolded = true;
      if (next.record !== null) {
        this._fold(writer, state, next.seq, next.record);
      }
    }
    return isFolded;
  }

  private _fold(
    writer: string,
    state: WriterState,
    seq: number,
    checked: IRecord
  ): void {
    const { t } = checked;
    if (t === undefined) {
      return;
    }
    const stamp: IStamp = { t, writer, seq };
    state.last = Math.max(t, state.last ?? t);
    const record = checked as FoldedRecord;
    switch (record.kind) {
      case 'log':
        this._keys.log(state, stamp, record);
        break;
      case 'config':
        this._config.assign(stamp, record);
        break;
      case 'summary':
        this._keys.assign(stamp, record);
        break;
      case 'run':
        state.begin(record);
        this._facts.name(stamp, record);
        break;
      case 'finish':
        this._keys.close(state);
        state.finish = record as JsonObject;
        break;
      case 'exception':
        state.exception = record as JsonObject;
        break;
      case 'metric':
        this._rules.add(stamp, record);
        break;
      case 'edit':
        this._edit(stamp, record);
        break;
      case 'gap':
        this._lose(state, record);
        break;
    }
  }

  private _edit(stamp: IStamp, record: IEditRecord): void {
    this._facts.edit(stamp, record);
    this._config.assign(stamp, record.config ?? {});
    this._keys.assign(stamp, record.summary ?? {});
  }

  private _lose(state: WriterState, record: IGapRecord): void {
    const { writer, from, to } = record;
    if (this._writer(writer) === state) {
      // Whoever folds this record goes on over the gap.
      state.lose(from, to);
    } else {
      this.giveUp(writer, from, to);
    }
  }

  private _writers = new Map<string, WriterState>();
  private _facts = new RunFacts();
  private _config = new ConfigTable();
  private _keys = new KeyTable();
  private _rules = new MetricRules();
}

/** The kinds that `FoldState` reads more of than when they were written. */
const FOLDED: ReadonlySet<string> = new Set<FoldedRecord['kind']>([
  'run',
  'log',
  'config',
  'summary',
  'metric',
  'exception',
  'edit',
  'gap',
  'finish'
]);

/** What is kept of the others while they wait: a run may have any number of lines. */
function bare({ kind, t }: IRecord): IRecord {
  return { kind, t };
}

function greatest(values: (number | null)[]): number | null {
  return values.reduce(
    (most, value) =>
      value === null ? most : Math.max(value, most ?? -Infinity),
    null
  );
}
