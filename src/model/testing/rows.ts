import { type Json, leaves } from '../../protocol';
import { type IStamp, compareStamps, living } from '../stamps';
import type { Entry } from './journals';

/** A value as a row has it, with when it was logged. */
export interface ICell {
  t: number;
  value: Json;
}

/**
 * The rows of a run by definition (`protocol/README.md`, "Rows"), with no care
 * for speed: for each step the value of each path.
 */
export function rowsOf(
  entries: readonly Entry[]
): Map<number, Map<string, ICell>> {
  const rows = new Map<number, Map<string, ICell & { stamp: IStamp }>>();
  for (const [writer, seq, record] of entries) {
    if (record.kind !== 'log') {
      continue;
    }
    const step = record.step as number;
    const t = record.t as number;
    const row = rows.get(step) ?? new Map<string, ICell & { stamp: IStamp }>();
    rows.set(step, row);
    const stamp = { t, writer, seq };
    for (const [path, value] of leaves(record.data as never)) {
      const present = row.get(path);
      if (!present || compareStamps(present.stamp, stamp) < 0) {
        row.set(path, { t, value, stamp });
      }
    }
  }
  return new Map(
    Array.from(rows, ([step, row]) => {
      const shown = living(
        row,
        (one, other) => compareStamps(one.stamp, other.stamp) < 0
      );
      return [
        step,
        new Map(
          shown.map(path => {
            const { t, value } = row.get(path)!;
            return [path, { t, value }];
          })
        )
      ];
    })
  );
}
