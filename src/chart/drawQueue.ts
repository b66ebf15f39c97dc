/**
 * Something that can be drawn; settles when it has been.
 */
export interface IDrawing {
  draw(): Promise<void>;
  /**
   * How much of the page's time drawings like it may take, from 0 to 1; all of it
   * where it says nothing.
   */
  readonly share?: number;
}

/** How long drawings that are drawn together may take in one frame, in ms. */
const TOGETHER = 50;

/**
 * Draws one drawing for each animation frame, and takes the next frame only when
 * the last drawing is there: an update of a plotly chart costs about 10 ms, so that
 * many live charts lower their rate instead of stopping the page. Those that may take
 * only a share of its time are drawn together, since each frame that shows something
 * new is painted whole, and then wait and let the others pass.
 */
export class DrawQueue {
  constructor(
    private _schedule: (callback: () => void) => void,
    private _clock: IClock = CLOCK
  ) {}

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
    const rest = this._restUntil - this._clock.now();
    if (rest > 0 && !this._first(share => share === 1)) {
      if (!this._isResting) {
        this._isResting = true;
        this._clock.after(rest, () => {
          this._isResting = false;
          this._next();
        });
      }
      return;
    }
    this._busy = true;
    this._schedule(() => void this._drawOne());
  }

  private async _drawOne(): Promise<void> {
    const isResting = this._clock.now() < this._restUntil;
    const drawing = this._first(share => !isResting || share === 1);
    try {
      if (drawing && shareOf(drawing) === 1) {
        this._waiting.delete(drawing);
        await drawing.draw();
      } else if (drawing) {
        await this._drawTogether(shareOf(drawing));
      }
    } finally {
      this._busy = false;
      this._next();
    }
  }

  /** Draw those that may take only a share of the page's time, as far as one frame goes. */
  private async _drawTogether(share: number): Promise<void> {
    const began = this._clock.now();
    const took = () => this._clock.now() - began;
    for (const drawing of Array.from(this._waiting)) {
      if (shareOf(drawing) < 1 && took() < TOGETHER) {
        this._waiting.delete(drawing);
        await drawing.draw();
      }
    }
    this._restUntil = this._clock.now() + took() * (1 / share - 1);
  }

  /** The first that waits and whose share is one of these. */
  private _first(isOne: (share: number) => boolean): IDrawing | undefined {
    return Array.from(this._waiting).find(drawing => isOne(shareOf(drawing)));
  }

  private _waiting = new Set<IDrawing>();
  private _busy = false;
  private _isResting = false;
  private _restUntil = 0;
}

/** What tells the time, in ms. */
export interface IClock {
  now(): number;
  after(delay: number, callback: () => void): void;
}

const CLOCK: IClock = {
  now: () => performance.now(),
  after: (delay, callback) => void setTimeout(callback, delay)
};

function shareOf(drawing: IDrawing): number {
  return drawing.share ?? 1;
}

/** The queue of the page: all panels share its frames. */
export const pageQueue = new DrawQueue(callback =>
  requestAnimationFrame(callback)
);
