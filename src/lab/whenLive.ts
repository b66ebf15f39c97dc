import type { RunCollection } from '../model';
import type { IRunInfo } from '../protocol';

/** Whether a run is alive, and not put away. */
export function isLiveRun({ state, trash }: IRunInfo): boolean {
  return (state === 'running' || state === 'idle') && !trash;
}

/** Settles when a run is alive: what only tells of live runs is not loaded before that. */
export function whenLive(runs: RunCollection): Promise<void> {
  return new Promise(resolve => {
    const look = () => {
      if (runs.infos.some(isLiveRun)) {
        runs.changed.disconnect(look);
        resolve();
      }
    };
    runs.changed.connect(look);
    look();
  });
}
