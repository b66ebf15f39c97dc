import { DisposableDelegate, type IDisposable } from '@lumino/disposable';

/**
 * Tells elements when they come near the visible part of the page, when they leave
 * it, and when their size changes.
 *
 * JupyterLab's notebook replaces the page's observers by ones that lag while it
 * scrolls, and its hidden tabs keep their elements: so the host says besides
 * whether the panel is shown at all. While it is not, all stays as it is.
 */
export class Viewport implements IDisposable {
  constructor() {
    const margin = `${Viewport.MARGIN}px 0px`;
    this._sight = new IntersectionObserver(
      entries => {
        for (const entry of entries) {
          const watched = this._watched.get(entry.target);
          if (watched && this._isShown) {
            this._tell(watched, entry.isIntersecting);
          }
        }
      },
      {
        rootMargin: margin,
        // The same within a notebook that scrolls by itself, where browsers know it.
        scrollMargin: margin
      } as IntersectionObserverInit
    );
    this._size = new ResizeObserver(entries => {
      for (const entry of entries) {
        const watched = this._watched.get(entry.target);
        if (watched?.seen && this._isShown) {
          watched.watcher.onResize?.();
        }
      }
    });
  }

  /** How far beyond the visible part an element counts as seen, in pixels. */
  static readonly MARGIN = 300;

  get isShown(): boolean {
    return this._isShown;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  watch(element: Element, watcher: Viewport.IWatcher): IDisposable {
    this._watched.set(element, { watcher, seen: false });
    this._sight.observe(element);
    this._size.observe(element);
    return new DisposableDelegate(() => {
      this._watched.delete(element);
      this._sight.unobserve(element);
      this._size.unobserve(element);
    });
  }

  /** The host shows or hides the panel as a whole. */
  setShown(shown: boolean): void {
    this._isShown = shown;
    if (!shown) {
      return;
    }
    for (const [element, watched] of this._watched) {
      // What was said while the panel was hidden was not heard.
      const seen = isNear(element);
      if (seen && watched.seen) {
        watched.watcher.onResize?.();
      }
      this._tell(watched, seen);
    }
  }

  dispose(): void {
    this._isDisposed = true;
    this._sight.disconnect();
    this._size.disconnect();
    this._watched.clear();
  }

  private _tell(watched: IWatched, seen: boolean): void {
    if (seen !== watched.seen) {
      watched.seen = seen;
      watched.watcher.onSeen(seen);
    }
  }

  private _sight: IntersectionObserver;
  private _size: ResizeObserver;
  private _watched = new Map<Element, IWatched>();
  private _isShown = true;
  private _isDisposed = false;
}

export namespace Viewport {
  export interface IWatcher {
    onSeen(seen: boolean): void;
    /** Its size may have changed. Called only while it is seen. */
    onResize?(): void;
  }
}

interface IWatched {
  readonly watcher: Viewport.IWatcher;
  seen: boolean;
}

function isNear(element: Element): boolean {
  const { top, bottom, width } = element.getBoundingClientRect();
  return (
    width > 0 &&
    bottom > -Viewport.MARGIN &&
    top < window.innerHeight + Viewport.MARGIN
  );
}
