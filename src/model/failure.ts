import { type FoldState } from './fold';
import { decidingWriters } from './runState';
import { type IFailure } from './types';

/**
 * The latest exception of a run whose writer has said nothing since: of the
 * cell that failed, or of the program that it ended. A run that was resumed has
 * got over those of before.
 */
export function failureOf(fold: FoldState): IFailure | null {
  let latest: IFailure | null = null;
  for (const { exception, finish, last } of decidingWriters(fold).values()) {
    const record = finish?.reason === 'exception' ? finish : exception;
    const t = record?.t;
    if (record === null || typeof t !== 'number' || t !== last) {
      continue;
    }
    if (latest === null || t > latest.t) {
      const { type, value, cell } = record;
      const traceback = Array.isArray(record.traceback)
        ? record.traceback.map(String)
        : [];
      latest = {
        t,
        type: typeof type === 'string' ? type : null,
        // A finish has only the last lines: the very last says what it was.
        value: typeof value === 'string' ? value : (traceback.at(-1) ?? null),
        traceback,
        cell: typeof cell === 'string' ? cell : null
      };
    }
  }
  return latest;
}
