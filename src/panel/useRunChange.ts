import * as React from 'react';

import type { IRunChange, RunModel } from '../model';

/**
 * Render again when the model says that something of concern has changed; at most
 * once for each of its (coalesced) signals.
 *
 * @returns how often that was, so that effects can depend on it
 */
export function useRunChange(
  model: RunModel,
  concerns: (change: IRunChange) => boolean
): number {
  const [version, changed] = React.useReducer((n: number) => n + 1, 0);
  const latest = React.useRef(concerns);
  latest.current = concerns;
  // Before the browser paints, so that no change falls between.
  React.useLayoutEffect(() => {
    const slot = (_: RunModel, change: IRunChange) => {
      if (latest.current(change)) {
        changed();
      }
    };
    model.changed.connect(slot);
    return () => {
      model.changed.disconnect(slot);
    };
  }, [model]);
  return version;
}
