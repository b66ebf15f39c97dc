import {
  type FoldedRecord,
  type IChange,
  type IFoldState,
  type IGapRecord,
  type ILogRecord,
  type IMetricRecord,
  type IRecord,
  type IRunRecord,
  type JsonObject,
  type SeqRange,
  getOwn,
  leaves,
  setOwn
} from '../protocol';
import { assignments, nestShown } from './assignments';
import { fromObject, getOrMake, toObject } from './maps';
import { Assignment, KeyRegisters, Visit, isShownBefore } from './registers';
import {
  type IStamp,
  compareStamps,
  living,
  stampFromJson,
  stampToJson
} from './stamps';
import { WriterState, isLogging } from './writerState';

/** What an `edit` record may change besides config and summary. */
const EDITED = [
  'name',
  'tags',
  'notes',
  'colour',
  'total_steps',
  'notebook',
  'hidden',
  'trash'
];

interface IDefinition {
  stamp: IStamp;
  given: JsonObject;
}

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
    return this._keys;
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
    state.wait(seq, record);
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
    if (this._run === null) {
      return null;
    }
    const run = { ...(this._run.value as JsonObject) };
    for (const [name, edit] of this._edits) {
      setOwn(run, name, edit.value);
    }
    return run;
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
    const shown = living(
      this._config,
      (one, other) => compareStamps(one.stamp, other.stamp) < 0
    );
    return nestShown(shown, this._config);
  }

  /**
   * For each key what the user set, or the value of the highest step.
   */
  summary(): JsonObject {
    const entries = new Map<string, NonNullable<KeyRegisters['shown']>>();
    for (const [path, key] of this.keys) {
      const { shown } = key;
      if (shown !== null) {
        entries.set(path, shown);
      }
    }
    return nestShown(living(entries, isShownBefore), entries);
  }

  /**
   * The registers as `protocol/fold-state.schema.json` has them, with values
   * decoded. What waits is not among them.
   */
  toJson(): IFoldState {
    return {
      format: 1,
      uid: this.uid,
      run: this._run?.toJson() ?? null,
      writers: toObject(this.writers, state => state.toJson()),
      config: toObject(this._config, entry => entry.toJson()),
      keys: toObject(this.keys, registers => registers.toJson()),
      edits: toObject(this._edits, entry => entry.toJson()),
      metrics: toObject(this._metrics, definitions =>
        definitions.map(({ stamp, given }) => ({
          stamp: stampToJson(stamp),
          given
        }))
      )
    };
  }

  static fromJson(data: IFoldState): FoldState {
    const fold = new FoldState(data.uid);
    fold._run = data.run && Assignment.fromJson(data.run);
    fold._writers = fromObject(data.writers, WriterState.fromJson);
    fold._config = fromObject(data.config, Assignment.fromJson);
    fold._keys = fromObject(data.keys, KeyRegisters.fromJson);
    fold._edits = fromObject(data.edits, Assignment.fromJson);
    fold._metrics = fromObject(data.metrics, definitions =>
      definitions.map(({ stamp, given }) => ({
        stamp: stampFromJson(stamp),
        given
      }))
    );
    return fold;
  }

  private _writer(name: string): WriterState {
    return getOrMake(this._writers, name, () => new WriterState());
  }

  private _key(path: string): KeyRegisters {
    return getOrMake(this._keys, path, () => new KeyRegisters());
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
        this._log(state, stamp, record);
        break;
      case 'config':
        this._assignConfig(stamp, record);
        break;
      case 'summary':
        this._assignSummary(stamp, record);
        break;
      case 'run':
        this._name(state, stamp, record);
        break;
      case 'finish':
        this._close(state);
        state.finish = record as JsonObject;
        break;
      case 'exception':
        state.exception = record as JsonObject;
        break;
      case 'metric':
        this._define(stamp, record);
        break;
      case 'edit':
        this._edit(stamp, record);
        break;
      case 'gap':
        this._lose(state, record);
        break;
    }
  }

  private _name(state: WriterState, stamp: IStamp, record: IRunRecord): void {
    const fields = fieldsOf(record);
    state.run = fields;
    // A writer that comes back after its finish (a resumed run) is not finished
    // any more.
    state.finish = null;
    if (this._run === null || compareStamps(stamp, this._run.stamp) < 0) {
      this._run = new Assignment(stamp, fields);
    }
  }

  private _log(state: WriterState, stamp: IStamp, record: ILogRecord): void {
    const { step } = record;
    const values = new Map(leaves(record.data));
    for (const [path, value] of values) {
      if (value !== null) {
        this._key(path).log(step, stamp, value);
      }
    }
    if (state.highest !== null && step < state.highest) {
      this._observe(new Visit(step, values));
      return;
    }
    if (state.visit !== null && state.visit.step !== step) {
      this._close(state);
    }
    state.highest = step;
    state.visit ??= new Visit(step);
    for (const [path, value] of values) {
      state.visit.values.set(path, value);
    }
    if (record.commit) {
      this._close(state);
    }
  }

  private _close(state: WriterState): void {
    if (state.visit !== null) {
      this._observe(state.visit);
      state.visit = null;
    }
  }

  private _observe(visit: Visit): void {
    for (const [path, value] of visit.values) {
      if (value !== null) {
        this._key(path).observe(value);
      }
    }
  }

  private _define(stamp: IStamp, record: IMetricRecord): void {
    const definitions = getOrMake(this._metrics, record.name, () => []);
    definitions.push({ stamp, given: fieldsOf(record) });
    definitions.sort((one, other) => compareStamps(one.stamp, other.stamp));
  }

  private _edit(stamp: IStamp, record: IRecord): void {
    for (const name of EDITED) {
      const value = getOwn(record as JsonObject, name);
      const present = this._edits.get(name);
      if (
        value !== undefined &&
        (present === undefined || compareStamps(present.stamp, stamp) < 0)
      ) {
        this._edits.set(name, new Assignment(stamp, value));
      }
    }
    this._assignConfig(stamp, (record.config ?? {}) as IChange);
    this._assignSummary(stamp, (record.summary ?? {}) as IChange);
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

  private _assignConfig(stamp: IStamp, change: IChange): void {
    for (const [path, assignment] of assignments(stamp, change)) {
      const present = this._config.get(path);
      if (present === undefined || compareStamps(present.stamp, stamp) < 0) {
        this._config.set(path, assignment);
      }
    }
  }

  private _assignSummary(stamp: IStamp, change: IChange): void {
    for (const [path, assignment] of assignments(stamp, change)) {
      this._key(path).assign(assignment);
    }
  }

  private _run: Assignment | null = null;
  private _writers = new Map<string, WriterState>();
  private _keys = new Map<string, KeyRegisters>();
  private _config = new Map<string, Assignment>();
  private _edits = new Map<string, Assignment>();
  private _metrics = new Map<string, IDefinition[]>();
}

/** A record without what every record has. */
function fieldsOf(record: IRecord): JsonObject {
  const { kind: _, t: __, ...fields } = record;
  return fields as JsonObject;
}

function greatest(values: (number | null)[]): number | null {
  return values.reduce(
    (most, value) =>
      value === null ? most : Math.max(value, most ?? -Infinity),
    null
  );
}
