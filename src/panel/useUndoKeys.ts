import * as React from 'react';

import type { IBoardActions } from './boardActions';

/**
 * Undo and redo by Ctrl+Z and Ctrl+Shift+Z (Cmd on a Mac) while an element has the
 * focus, but not in a text field, which has its own.
 *
 * A notebook takes these keys at the document, before anything in it hears of them,
 * and would undo the last edit of a cell. So they are taken at the window.
 */
export function useUndoKeys(
  element: React.RefObject<HTMLElement>,
  { undo, redo }: Pick<IBoardActions, 'undo' | 'redo'>
): void {
  React.useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target, ctrlKey, metaKey, altKey, shiftKey, key } = event;
      const isOurs =
        (ctrlKey || metaKey) &&
        !altKey &&
        key.toLowerCase() === 'z' &&
        target instanceof Element &&
        element.current?.contains(target) &&
        !target.matches('input[type="text"]');
      if (isOurs) {
        event.preventDefault();
        event.stopPropagation();
        (shiftKey ? redo : undo)();
      }
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [element, undo, redo]);
}
