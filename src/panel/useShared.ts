import * as React from 'react';

import type { Shared } from '../chart';

/** A value that parts of a panel share; renders again when it changes. */
export function useShared<T>(shared: Shared<T>): T {
  const subscribe = React.useCallback(
    (changed: () => void) => {
      shared.changed.connect(changed);
      return () => {
        shared.changed.disconnect(changed);
      };
    },
    [shared]
  );
  return React.useSyncExternalStore(subscribe, () => shared.value);
}
