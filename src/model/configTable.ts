import {
  type IAssignmentState,
  type IChange,
  type JsonObject
} from '../protocol';
import { assignments, nestShown } from './assignments';
import { fromObject, toObject } from './maps';
import { Assignment } from './registers';
import { type IStamp, compareStamps, living } from './stamps';

/** The config of a run: for each path the latest that was set or deleted. */
export class ConfigTable {
  assign(stamp: IStamp, change: IChange): void {
    for (const [path, assignment] of assignments(stamp, change)) {
      const present = this._entries.get(path);
      if (present === undefined || compareStamps(present.stamp, stamp) < 0) {
        this._entries.set(path, assignment);
      }
    }
  }

  tree(): JsonObject {
    const shown = living(
      this._entries,
      (one, other) => compareStamps(one.stamp, other.stamp) < 0
    );
    return nestShown(shown, this._entries);
  }

  toJson(): { [path: string]: IAssignmentState } {
    return toObject(this._entries, entry => entry.toJson());
  }

  static fromJson(data: { [path: string]: IAssignmentState }): ConfigTable {
    const table = new ConfigTable();
    table._entries = fromObject(data, Assignment.fromJson);
    return table;
  }

  private _entries = new Map<string, Assignment>();
}
