import { isLive } from '../panel/states';
import type { IRunInfo } from '../protocol';

/**
 * What of a group stands in the list by itself, and what folds away.
 */
export interface ICondensed {
  readonly entries: readonly IEntry[];
  /** Newest first. */
  readonly short: readonly IRunInfo[];
}

/** A run, and those that the same cell made before it, newest first. */
export interface IEntry {
  readonly info: IRunInfo;
  readonly earlier: readonly IRunInfo[];
}

/** Less than so many seconds is a run that somebody took back at once. */
const SHORT = 5;

/**
 * Fold what a cell made before under its latest run, and the short runs away. A
 * live run is never folded away, nor is the newest of the group: one wants to see
 * what has just crashed.
 *
 * @param infos - newest first
 */
export function condense(infos: readonly IRunInfo[]): ICondensed {
  const entries: { info: IRunInfo; earlier: IRunInfo[] }[] = [];
  const short: IRunInfo[] = [];
  const latest = new Map<string, { earlier: IRunInfo[] }>();
  infos.forEach((info, index) => {
    if (index > 0 && isShort(info)) {
      short.push(info);
      return;
    }
    const before = info.cell === null ? undefined : latest.get(info.cell);
    if (before && !isLive(info.state)) {
      before.earlier.push(info);
      return;
    }
    const entry = { info, earlier: [] };
    entries.push(entry);
    if (info.cell !== null && !before) {
      latest.set(info.cell, entry);
    }
  });
  return { entries, short };
}

/** Whether a run has ended without a row, or after less than five seconds. */
export function isShort(info: IRunInfo): boolean {
  return (
    hasEnded(info) &&
    (info.step === null || (info.lastT ?? info.start) - info.start < SHORT)
  );
}

/** Of a run that was not heard from nobody knows. */
function hasEnded({ state }: IRunInfo): boolean {
  return state === 'finished' || state === 'crashed' || state === 'killed';
}
