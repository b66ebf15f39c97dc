/** How long changes are gathered while the page is hidden and the browser draws no frames, in ms. */
const HIDDEN_INTERVAL = 1000;

/** Call back at the next frame; a hidden page, which has none, gets one call a second. */
export function nextFrame(callback: () => void): void {
  if (document.hidden) {
    window.setTimeout(callback, HIDDEN_INTERVAL);
  } else {
    requestAnimationFrame(callback);
  }
}
