import {
  type IFoldState,
  type IRecord,
  type IRunRecord,
  type JsonObject,
  fieldsOf,
  getOwn,
  setOwn
} from '../protocol';
import { fromObject, toObject } from './maps';
import { Assignment } from './registers';
import { type IStamp, compareStamps } from './stamps';

/** What an `edit` record may change besides config and summary. */
const EDITED = [
  'name',
  'tags',
  'notes',
  'colour',
  'total_steps',
  'notebook',
  'hidden',
  'trash',
  // Where a run goes on that was resumed.
  'host',
  'pid',
  'user',
  'kernel',
  'cell',
  'program'
];

/** What a run says of itself, and what was edited since. */
export class RunFacts {
  /** Null before the run's first `run` record. */
  get told(): JsonObject | null {
    if (this._run === null) {
      return null;
    }
    const run = { ...(this._run.value as JsonObject) };
    for (const [name, edit] of this._edits) {
      setOwn(run, name, edit.value);
    }
    return run;
  }

  /** The earliest `run` record counts. */
  name(stamp: IStamp, record: IRunRecord): void {
    if (this._run === null || compareStamps(stamp, this._run.stamp) < 0) {
      this._run = new Assignment(stamp, fieldsOf(record));
    }
  }

  edit(stamp: IStamp, record: IRecord): void {
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
  }

  toJson(): Pick<IFoldState, 'run' | 'edits'> {
    return {
      run: this._run?.toJson() ?? null,
      edits: toObject(this._edits, entry => entry.toJson())
    };
  }

  static fromJson({ run, edits }: Pick<IFoldState, 'run' | 'edits'>): RunFacts {
    const facts = new RunFacts();
    facts._run = run && Assignment.fromJson(run);
    facts._edits = fromObject(edits, Assignment.fromJson);
    return facts;
  }

  private _run: Assignment | null = null;
  private _edits = new Map<string, Assignment>();
}
