import * as React from 'react';

import { usePanel } from './context';

/**
 * Have all of a key's data brought while a component shows it.
 */
export function useRetained(path: string, shown: boolean): void {
  const { model } = usePanel();
  React.useEffect(() => {
    if (!shown) {
      return;
    }
    const hold = model.retain(path, 0);
    return () => hold.dispose();
  }, [model, path, shown]);
}
