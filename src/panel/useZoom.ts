import * as React from 'react';

import type { Zoom } from '../chart';

/** Something of what charts show of their axes; renders again when it changes. */
export function useZoom<T extends string | boolean>(
  zoom: Zoom,
  read: (zoom: Zoom) => T
): T {
  const subscribe = React.useCallback(
    (changed: () => void) => {
      zoom.changed.connect(changed);
      return () => {
        zoom.changed.disconnect(changed);
      };
    },
    [zoom]
  );
  return React.useSyncExternalStore(subscribe, () => read(zoom));
}
