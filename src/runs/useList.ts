import * as React from 'react';

import type { RunList } from './runList';

/** Draw again whenever the list, or the page's theme, has changed. */
export function useList(list: RunList): void {
  const [, changed] = React.useReducer((n: number) => n + 1, 0);
  React.useLayoutEffect(() => {
    const { theme } = list.host;
    const slot = () => changed();
    list.changed.connect(slot);
    theme.changed.connect(slot);
    return () => {
      list.changed.disconnect(slot);
      theme.changed.disconnect(slot);
    };
  }, [list]);
}

/**
 * The time, in Unix seconds, anew after each so many seconds; it stands still where
 * none are given.
 */
export function useClock(every: number | null): number {
  const [, tick] = React.useReducer((n: number) => n + 1, 0);
  React.useEffect(() => {
    if (every === null) {
      return;
    }
    const timer = setInterval(tick, every * 1000);
    return () => clearInterval(timer);
  }, [every]);
  return Date.now() / 1000;
}
