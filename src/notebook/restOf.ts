import type { RunModel } from '../model';
import { isOver } from '../panel/states';

/** How often to look whether the user wants pictures of running runs, in ms. */
const LOOK = 5000;

/**
 * Until a run rests (it is over, or becomes idle), or the user's period is over.
 *
 * @param countsIdle - whether a run that is idle at first counts too
 */
export function restOf(
  model: RunModel,
  {
    countsIdle,
    period,
    signal
  }: { countsIdle: boolean; period: () => number; signal: AbortSignal }
): Promise<void> {
  const began = Date.now();
  let last = model.info?.state ?? null;
  return new Promise(resolve => {
    const look = () => {
      const state = model.info?.state ?? null;
      const isIdle =
        state === 'idle' && (countsIdle || (last !== null && last !== 'idle'));
      const isRest = state !== null && (isOver(state) || isIdle);
      last = state;
      const isDue = period() > 0 && Date.now() - began >= period();
      if (isRest || isDue || signal.aborted) {
        window.clearInterval(timer);
        model.changed.disconnect(look);
        signal.removeEventListener('abort', look);
        resolve();
      }
    };
    const timer = window.setInterval(look, LOOK);
    model.changed.connect(look);
    signal.addEventListener('abort', look);
    look();
  });
}
