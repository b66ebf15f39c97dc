/** How long changes are gathered while the page is hidden and the browser draws no frames, in ms. */
const HIDDEN_INTERVAL = 1000;

/**
 * The same for a run that goes on faster than the live link brings it, by thousands
 * of rows a second: the training may need the core that the page draws on.
 */
const OUTRUN_INTERVAL = 500;

/**
 * Call back at the next frame; a hidden page, which has none, gets one call a second.
 */
export function nextFrame(callback: () => void, isOutrun = false): void {
  if (document.hidden) {
    window.setTimeout(callback, HIDDEN_INTERVAL);
  } else if (isOutrun) {
    window.setTimeout(() => requestAnimationFrame(callback), OUTRUN_INTERVAL);
  } else {
    requestAnimationFrame(callback);
  }
}
