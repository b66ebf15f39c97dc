import type { IDisposable } from '@lumino/disposable';

import type { DrawQueue, IDrawing } from './drawQueue';
import type { IFigure } from './lineFigure';
import type { IPlotly } from './plotly';

/**
 * One plotly chart in one element: drawn when its turn comes, taken down when it
 * is out of sight.
 */
export class LineDrawing implements IDrawing, IDisposable {
  constructor(options: LineDrawing.IOptions) {
    this._options = options;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  get share(): number {
    return this._options.share?.() ?? 1;
  }

  /**
   * It is in sight: draw what there is, when there is a frame for it. After a
   * failure it rests until `retry`.
   */
  request(): void {
    if (this._isFailed || this._isDisposed) {
      return;
    }
    this._isInSight = true;
    this._options.load().then(
      plotly => {
        this._plotly = plotly;
        if (this._isInSight) {
          this._options.queue.request(this);
        }
      },
      (error: unknown) => this._fail(error)
    );
  }

  /** There is something new to draw, if it is in sight. */
  update(): void {
    if (this._isInSight) {
      this.request();
    }
  }

  /** Forget that it failed, and draw. */
  retry(): void {
    this._isFailed = false;
    this.request();
  }

  /** Called by the queue. */
  async draw(): Promise<void> {
    const { node, figure, isShown, onDrawn } = this._options;
    // When it is shown again it is asked again.
    if (!isShown() || node.clientWidth === 0) {
      return;
    }
    if (!this._plotly || !this._isInSight) {
      return;
    }
    try {
      const drawn = figure();
      if (!drawn) {
        return;
      }
      this._drawing = drawn.step;
      const { data, layout, config } = drawn.figure;
      const done = this._plotly.react(
        node,
        data,
        { ...layout, datarevision: ++this._revision },
        config
      );
      if (!this._isDrawn) {
        this._isDrawn = true;
        // The node can be listened to only now; the event comes later.
        (node as IPlotNode).on('plotly_afterplot', () =>
          onDrawn(this._drawing)
        );
      }
      await done;
    } catch (error) {
      this._fail(error);
    }
  }

  /** Out of sight: free what plotly holds. The element keeps its size. */
  leave(): void {
    this._isInSight = false;
    this._options.queue.cancel(this);
    if (this._isDrawn) {
      this._isDrawn = false;
      this._plotly?.purge(this._options.node);
    }
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this.leave();
    }
  }

  private _fail(error: unknown): void {
    this.leave();
    if (!this._isDisposed) {
      this._isFailed = true;
      this._options.onError(error);
    }
  }

  private _options: LineDrawing.IOptions;
  private _plotly: IPlotly | null = null;
  private _drawing: number | null = null;
  private _revision = 0;
  private _isInSight = false;
  private _isDrawn = false;
  private _isFailed = false;
  private _isDisposed = false;
}

export namespace LineDrawing {
  export interface IOptions {
    /** An element whose size is fixed by its style. */
    readonly node: HTMLElement;
    readonly queue: DrawQueue;
    /** How much of the page's time it may take now: see `IDrawing`. */
    readonly share?: () => number;
    readonly load: () => Promise<IPlotly>;
    /** Whether the panel that it is in is shown at all. */
    readonly isShown: () => boolean;
    /**
     * The figure at the moment of drawing, with the last step in it; null while
     * there is nothing to draw.
     */
    readonly figure: () => { figure: IFigure; step: number | null } | null;
    /** Plotly has put the points up to this step on the screen. */
    readonly onDrawn: (step: number | null) => void;
    readonly onError: (error: unknown) => void;
  }
}

interface IPlotNode extends HTMLElement {
  on(event: 'plotly_afterplot', listener: () => void): void;
}
