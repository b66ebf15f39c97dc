import { DisposableSet, type IDisposable } from '@lumino/disposable';

import type { RunModel } from '../model';

/** As wide as any card: pixel columns. */
const COLUMNS = 512;

/**
 * Have all of a run brought, also what no view shows, and wait until it is here.
 *
 * @param patience - in ms: what has not come by then is done without
 * @returns what keeps it here
 */
export async function wholeRun(
  model: RunModel,
  patience: number,
  signal: AbortSignal
): Promise<IDisposable> {
  const held = new DisposableSet();
  const paths = new Set<string>();
  const isWhole = () => {
    for (const { path } of model.keys()) {
      if (!paths.has(path)) {
        paths.add(path);
        held.add(model.retain(path, COLUMNS));
      }
    }
    return (
      model.isStarted &&
      model.missing().size === 0 &&
      !model.needs().some(({ path }) => paths.has(path))
    );
  };
  await new Promise<void>(resolve => {
    let timer = 0;
    const stop = () => {
      window.clearTimeout(timer);
      model.changed.disconnect(look);
      signal.removeEventListener('abort', stop);
      resolve();
    };
    const look = () => {
      if (isWhole()) {
        stop();
      }
    };
    timer = window.setTimeout(stop, patience);
    model.changed.connect(look);
    signal.addEventListener('abort', stop);
    look();
  });
  return held;
}
