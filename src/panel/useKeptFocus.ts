import * as React from 'react';

/** What is to have the focus, if it is there. */
type Find = (element: HTMLElement) => HTMLElement | null;

interface IKept {
  /** What had it. */
  readonly focused: HTMLElement;
  readonly find: Find;
}

/**
 * Keep the focus in an element when a change takes away what has it, or moves that to
 * another place, by which it loses the focus too.
 *
 * @returns to be called before the change, with what is to have the focus after it:
 * else what had it, or the element as a whole
 */
export function useKeptFocus(
  element: React.RefObject<HTMLElement>
): (find?: Find) => void {
  const kept = React.useRef<IKept | null>(null);
  React.useLayoutEffect(() => {
    const node = element.current;
    const before = kept.current;
    kept.current = null;
    if (before && node && !node.contains(document.activeElement)) {
      const { focused, find } = before;
      const next = find(node) ?? (node.contains(focused) ? focused : node);
      // The page stays where it is: what is looked at need not be what was clicked.
      next.focus({ preventScroll: true });
    }
  });
  return React.useCallback(
    (find = () => null) => {
      const focused = document.activeElement;
      kept.current =
        focused instanceof HTMLElement && element.current?.contains(focused)
          ? { focused, find }
          : null;
    },
    [element]
  );
}
