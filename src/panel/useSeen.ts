import * as React from 'react';

import { usePanel } from './context';

/**
 * Whether an element is near the visible part of the page.
 */
export function useSeen(element: React.RefObject<Element>): boolean {
  const { viewport } = usePanel();
  const [seen, setSeen] = React.useState(false);
  React.useLayoutEffect(() => {
    const node = element.current;
    if (!node) {
      return;
    }
    const watch = viewport.watch(node, { onSeen: setSeen });
    return () => watch.dispose();
  }, [element, viewport]);
  return seen;
}
