import type { SplitPanel } from '@lumino/widgets';

/** How far a key moves the handle, as a part of the whole. */
const STEP = 0.05;

/** What is left of either side, as a part of the whole. */
const LEAST = 0.1;

/**
 * Let the handle between two widgets above each other be moved by keyboard, as by pointer.
 *
 * @param moved - called after a key has moved it
 */
export function makeHandleReachable(
  split: SplitPanel,
  label: string,
  moved: () => void
): void {
  const handle = split.handles[0];
  if (!handle || handle.tabIndex === 0) {
    return;
  }
  handle.tabIndex = 0;
  handle.setAttribute('role', 'separator');
  handle.setAttribute('aria-orientation', 'horizontal');
  handle.setAttribute('aria-label', label);
  const tell = () => {
    const share = split.relativeSizes()[0] ?? 0;
    handle.setAttribute('aria-valuenow', String(Math.round(100 * share)));
  };
  handle.addEventListener('keydown', event => {
    const by = { ArrowUp: -STEP, ArrowDown: STEP }[event.key];
    if (by === undefined) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const share = (split.relativeSizes()[0] ?? 0) + by;
    const kept = Math.min(1 - LEAST, Math.max(LEAST, share));
    split.setRelativeSizes([kept, 1 - kept]);
    tell();
    moved();
  });
  split.handleMoved.connect(tell);
  tell();
}
