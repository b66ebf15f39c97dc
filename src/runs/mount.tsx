import * as React from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

import type { RunList } from './runList';
import { RunListView } from './RunListView';

/** A runs list in an element of the host's. */
export interface IMountedRunList {
  /** A hidden list asks for nothing and draws nothing. */
  setVisible(visible: boolean): void;
  dispose(): void;
}

/** Draw a list in `node`; it is shown until the host says otherwise. */
export function mountRunList(
  node: HTMLElement,
  list: RunList
): IMountedRunList {
  const root = createRoot(node);
  list.setShown(true);
  flushSync(() => root.render(<RunListView list={list} />));
  return {
    setVisible: visible => list.setShown(visible),
    dispose: () => {
      list.setShown(false);
      root.unmount();
    }
  };
}
