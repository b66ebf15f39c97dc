import { type StampTuple, ancestors } from '../protocol';

/**
 * The order of a run's records: by time, then writer (text by code unit), then
 * seq.
 */
export interface IStamp {
  readonly t: number;
  readonly writer: string;
  readonly seq: number;
}

/**
 * Negative where `one` is the earlier, 0 where both are the same record.
 */
export function compareStamps(one: IStamp, other: IStamp): number {
  if (one.t !== other.t) {
    return one.t - other.t;
  }
  if (one.writer !== other.writer) {
    return one.writer < other.writer ? -1 : 1;
  }
  return one.seq - other.seq;
}

export function stampToJson({ t, writer, seq }: IStamp): StampTuple {
  return [t, writer, seq];
}

export function stampFromJson([t, writer, seq]: StampTuple): IStamp {
  return { t, writer, seq };
}

/**
 * The paths that no later relative has removed, in the order of `entries`.
 *
 * A later value for `a` removes an earlier one for `a.b`, and the other way
 * round; of those of one record the longer path stays. Whether the remover is itself removed makes no difference, so the
 * answer does not depend on the order in which the entries came.
 */
export function living<T>(
  entries: ReadonlyMap<string, T>,
  before: (one: T, other: T) => boolean
): string[] {
  const removed = new Set<string>();
  for (const [path, entry] of entries) {
    if (!path.includes('.')) {
      continue;
    }
    for (const above of ancestors(path)) {
      const other = entries.get(above);
      if (other === undefined) {
        continue;
      }
      removed.add(before(entry, other) ? path : above);
    }
  }
  return Array.from(entries.keys()).filter(path => !removed.has(path));
}
