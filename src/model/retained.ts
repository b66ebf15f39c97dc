import { DisposableDelegate, type IDisposable } from '@lumino/disposable';

/**
 * Which paths views show, and how wide.
 */
export class Retained {
  /** Until the result is disposed of, this path is shown. */
  add(path: string, pixelColumns: number): IDisposable {
    const views = this._views.get(path) ?? [];
    views.push(pixelColumns);
    this._views.set(path, views);
    return new DisposableDelegate(() => {
      views.splice(views.indexOf(pixelColumns), 1);
      if (views.length === 0) {
        this._views.delete(path);
      }
    });
  }

  /** The pixel columns of the widest view of a path; 0 where there is none. */
  pixelColumns(path: string): number {
    return Math.max(0, ...(this._views.get(path) ?? []));
  }

  /** The paths that are shown, each with the columns of its widest view. */
  *[Symbol.iterator](): Generator<[path: string, pixelColumns: number]> {
    for (const path of this._views.keys()) {
      yield [path, this.pixelColumns(path)];
    }
  }

  private readonly _views = new Map<string, number[]>();
}
