/**
 * Something that can be drawn; settles when it has been.
 */
export interface IDrawing {
  draw(): Promise<void>;
}

/**
 * Draws one drawing for each animation frame, and takes the next frame only when
 * the last drawing is there: an update of a plotly chart costs about 10 ms, so that
 * many live charts lower their rate instead of stopping the page.
 */
export class DrawQueue {
  constructor(private _schedule: (callback: () => void) => void) {}

  /** Draw this soon. It is in the queue once, however often it is asked for. */
  request(drawing: IDrawing): void {
    this._waiting.add(drawing);
    this._next();
  }

  cancel(drawing: IDrawing): void {
    this._waiting.delete(drawing);
  }

  private _next(): void {
    if (this._busy || this._waiting.size === 0) {
      return;
    }
    this._busy = true;
    this._schedule(() => void this._drawOne());
  }

  private async _drawOne(): Promise<void> {
    const [drawing] = this._waiting;
    try {
      if (drawing) {
        this._waiting.delete(drawing);
        await drawing.draw();
      }
    } finally {
      this._busy = false;
      this._next();
    }
  }

  private _waiting = new Set<IDrawing>();
  private _busy = false;
}

/** The queue of the page: all panels share its frames. */
export const pageQueue = new DrawQueue(callback =>
  requestAnimationFrame(callback)
);
