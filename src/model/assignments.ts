import {
  type IChange,
  type Json,
  type JsonObject,
  isLeaf,
  isObject,
  leaves,
  nest
} from '../protocol';
import { Assignment } from './registers';
import { type IStamp } from './stamps';

/**
 * What a change does to each path. A set tree is its leaves, and takes the place
 * of all that was below its path. Of two to one path the first counts: one that is
 * set and deleted is set.
 */
export function* assignments(
  stamp: IStamp,
  change: IChange
): Generator<[path: string, assignment: Assignment]> {
  for (const [path, value] of Object.entries(change.set ?? {})) {
    if (isLeaf(value) || (isObject(value) && isEmpty(value))) {
      yield [path, new Assignment(stamp, value)];
      continue;
    }
    yield [path, Assignment.deletion(stamp)];
    for (const [below, leaf] of leaves(value as JsonObject)) {
      yield [`${path}.${below}`, new Assignment(stamp, leaf)];
    }
  }
  for (const path of change.delete ?? []) {
    yield [path, Assignment.deletion(stamp)];
  }
}

/** The tree of those entries that are shown and not deletions. */
export function nestShown(
  shown: readonly string[],
  entries: ReadonlyMap<string, { value: Json; isDeleted?: boolean }>
): JsonObject {
  const values: [string, Json][] = [];
  for (const path of shown) {
    const entry = entries.get(path);
    if (entry !== undefined && entry.isDeleted !== true) {
      values.push([path, entry.value]);
    }
  }
  return nest(values);
}

function isEmpty(object: JsonObject): boolean {
  return Object.keys(object).length === 0;
}
