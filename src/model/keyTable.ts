import {
  type IChange,
  type IKeyState,
  leaves,
  type JsonObject
} from '../protocol';
import { assignments } from './assignments';
import { fromObject, getOrMake, toObject } from './maps';
import { KeyRegisters, Logged } from './registers';
import { type IStamp } from './stamps';
import { Visit } from './visit';
import { type WriterState } from './writerState';

/**
 * The registers of each path of a run, and how what is logged and set gets into them.
 */
export class KeyTable {
  get byPath(): ReadonlyMap<string, KeyRegisters> {
    return this._keys;
  }

  /**
   * Take in what a writer logged to a step. A record to a step below the writer's
   * highest is a visit of its own.
   */
  log(
    writer: WriterState,
    stamp: IStamp,
    { step, commit, data }: { step: number; commit: boolean; data: JsonObject }
  ): void {
    const isEarlier = writer.highest !== null && step < writer.highest;
    if (!isEarlier) {
      if (writer.visit?.step !== step) {
        this.close(writer);
      }
      writer.highest = step;
    }
    // Most rows are one record, which is a whole visit by itself.
    const visit =
      isEarlier || (commit && writer.visit === null)
        ? null
        : (writer.visit ??= new Visit(step));
    for (const [path, value] of leaves(data)) {
      const logged = new Logged(step, stamp, value);
      visit?.write(path, logged);
      if (value !== null) {
        const key = this._key(path);
        key.log(logged);
        if (visit === null) {
          key.observe(logged);
        }
      }
    }
    if (commit && !isEarlier) {
      this.close(writer);
    }
  }

  /** End a writer's visit: it is an observation from now on. */
  close(writer: WriterState): void {
    if (writer.visit !== null) {
      this._observe(writer.visit);
      writer.visit = null;
    }
  }

  /** Take in what somebody set in the summary. */
  assign(stamp: IStamp, change: IChange): void {
    for (const [path, assignment] of assignments(stamp, change)) {
      this._key(path).assign(assignment);
    }
  }

  toJson(): { [path: string]: IKeyState } {
    return toObject(this._keys, registers => registers.toJson());
  }

  static fromJson(data: { [path: string]: IKeyState }): KeyTable {
    const table = new KeyTable();
    table._keys = fromObject(data, KeyRegisters.fromJson);
    return table;
  }

  private _observe(visit: Visit): void {
    for (const [path, logged] of visit.observations) {
      this._key(path).observe(logged);
    }
  }

  private _key(path: string): KeyRegisters {
    return getOrMake(this._keys, path, () => new KeyRegisters());
  }

  private _keys = new Map<string, KeyRegisters>();
}
