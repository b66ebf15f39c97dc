import { DisposableDelegate, type IDisposable } from '@lumino/disposable';
import { type ISmoothing, checkSmoothing, smoothingText } from './smoothing';

interface IView {
  readonly pixelColumns: number;
  readonly smoothing: ISmoothing | null;
}

/**
 * Which paths views show, how wide, and how smoothed.
 */
export class Retained {
  /**
   * Until the result is disposed of, this path is shown.
   *
   * @throws RangeError where the smoothing is none that there is
   */
  add(
    path: string,
    pixelColumns: number,
    smoothing: ISmoothing | null = null
  ): IDisposable {
    if (smoothing !== null) {
      checkSmoothing(smoothing);
    }
    const view = { pixelColumns, smoothing };
    const views = this._views.get(path) ?? new Set();
    this._views.set(path, views.add(view));
    return new DisposableDelegate(() => {
      views.delete(view);
      if (views.size === 0) {
        this._views.delete(path);
      }
    });
  }

  /** The pixel columns of the widest view of a path; 0 where there is none. */
  pixelColumns(path: string): number {
    const views = Array.from(this._views.get(path) ?? []);
    return Math.max(0, ...views.map(({ pixelColumns }) => pixelColumns));
  }

  /** In which ways views of a path smooth it, each once. */
  smoothings(path: string): ISmoothing[] {
    const smoothings = new Map<string, ISmoothing>();
    for (const { smoothing } of this._views.get(path) ?? []) {
      if (smoothing !== null) {
        smoothings.set(smoothingText(smoothing), smoothing);
      }
    }
    return Array.from(smoothings.values());
  }

  /** The paths that are shown, each with the columns of its widest view. */
  *[Symbol.iterator](): Generator<[path: string, pixelColumns: number]> {
    for (const path of this._views.keys()) {
      yield [path, this.pixelColumns(path)];
    }
  }

  private readonly _views = new Map<string, Set<IView>>();
}
