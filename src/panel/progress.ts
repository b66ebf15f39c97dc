import type { IRunInfo } from '../protocol';
import { formatCount, formatDuration, formatRate } from './format';
import type { ITranslation } from './host';
import { isLive } from './states';

/**
 * How long a run has taken, in seconds: to now while it runs, to its last record
 * else.
 *
 * @param now - Unix seconds, by the clock of this page
 */
export function elapsed(info: IRunInfo, now: number): number {
  const last = info.lastT ?? info.start;
  // The clock of the kernel's machine may be ahead of ours.
  const end = info.state === 'running' ? Math.max(now, last) : last;
  return Math.max(0, end - info.start);
}

/**
 * Where a run is: "step 1,240 of 2,000", "21 steps/s", "0:58".
 */
export function progress(
  info: IRunInfo,
  seen: {
    /** Steps for each second, if known. */
    readonly rate: number | null;
    /** Whether this is how things stand, not how they stood when last seen. */
    readonly reached: boolean;
    /** Unix seconds. */
    readonly now: number;
  },
  trans: ITranslation
): string[] {
  const { rate, reached, now } = seen;
  const phrases: string[] = [];
  if (!reached && isLive(info.state)) {
    phrases.push(trans.__('as last seen'));
  }
  if (info.step !== null) {
    const step = formatCount(info.step);
    phrases.push(
      info.totalSteps === null
        ? trans.__('step %1', step)
        : trans.__('step %1 of %2', step, formatCount(info.totalSteps))
    );
  }
  if (info.state === 'running' && reached && rate !== null) {
    phrases.push(formatRate(rate, trans));
  }
  if (info.lastT !== null || info.state === 'running') {
    phrases.push(formatDuration(elapsed(info, now), trans));
  }
  return phrases;
}
