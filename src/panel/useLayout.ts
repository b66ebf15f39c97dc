import * as React from 'react';

import type { ILayoutStore } from './host';
import { type ILayoutState, LayoutEditor } from './layoutEditor';

/** A layout in a view, which is rendered again when it changes. */
export interface ILayoutInView extends ILayoutState {
  readonly editor: LayoutEditor;
}

/**
 * The layout of the runs of a project.
 *
 * @param project - empty while it is not known
 */
export function useLayout(
  store: ILayoutStore | undefined,
  project: string
): ILayoutInView {
  const editor = React.useMemo(
    () => new LayoutEditor(store ?? null, project),
    [store, project]
  );
  const subscribe = React.useCallback(
    (listener: () => void) => editor.subscribe(listener),
    [editor]
  );
  const state = React.useSyncExternalStore(subscribe, () => editor.state);
  return React.useMemo(() => ({ ...state, editor }), [state, editor]);
}
