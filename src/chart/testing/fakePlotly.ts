import type { IFigure } from '../lineFigure';
import type { IPlotly } from '../plotly';

/**
 * Stands in for plotly.js where there is no SVG layout: notes what it is asked to
 * draw, and says `plotly_afterplot` when told to.
 */
export class FakePlotly implements IPlotly {
  /** The figures that stand on the page, by their elements. */
  readonly drawn = new Map<HTMLElement, IFigure>();
  /** How often something was drawn. */
  draws = 0;
  /** Keeps what is drawn from being finished until `finish`. */
  isSlow = false;
  /** Thrown by the next draw. */
  failure: Error | null = null;

  react(
    node: HTMLElement,
    data: IFigure['data'],
    layout: IFigure['layout'],
    config: IFigure['config']
  ): Promise<unknown> {
    if (this.failure) {
      throw this.failure;
    }
    this.draws += 1;
    this.drawn.set(node, { data, layout, config });
    const listeners = this._listeners.get(node) ?? [];
    this._listeners.set(node, listeners);
    Object.assign(node, {
      on: (_: string, listener: () => void) => listeners.push(listener)
    });
    const finished = this.isSlow
      ? new Promise<void>(resolve => this._finish.push(resolve))
      : Promise.resolve();
    return finished.then(() => listeners.forEach(listener => listener()));
  }

  purge(node: HTMLElement): void {
    this.drawn.delete(node);
    this._listeners.delete(node);
  }

  /** Let what is being drawn be finished. */
  finish(): void {
    this._finish.splice(0).forEach(resolve => resolve());
  }

  private _listeners = new Map<HTMLElement, (() => void)[]>();
  private _finish: (() => void)[] = [];
}
