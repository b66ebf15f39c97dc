import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Throttler } from '@lumino/polling';
import { type ISignal, Signal } from '@lumino/signaling';

import { OpenNotebook } from '../notebook/openNotebook';
import type { INotebookInView } from '../runs/host';

/** How long changes of a notebook are gathered, in ms: it changes with every key and every line that a cell prints. */
const INTERVAL = 500;

/** Follows the notebook that is looked at, as far as runs belong to it. While it is not active it does nothing. */
export class NotebookInView implements IDisposable {
  constructor(notebooks: INotebookTracker) {
    this._notebooks = notebooks;
  }

  /** Null where no notebook is open. As it was when this was last active. */
  get current(): INotebookInView | null {
    return this._current;
  }

  /** The other open notebooks of the same kernel, as they are now: they record the same path. */
  get besides(): INotebookInView[] {
    const besides: INotebookInView[] = [];
    const kernel = this._current?.kernel ?? null;
    this._notebooks.forEach(panel => {
      const other = new OpenNotebook(panel);
      const isBesides = panel !== this._panel && panel.context.isReady;
      if (kernel !== null && isBesides && other.kernel === kernel) {
        besides.push(Private.read(other));
      }
    });
    return besides;
  }

  get changed(): ISignal<this, INotebookInView | null> {
    return this._changed;
  }

  get isActive(): boolean {
    return this._isActive;
  }

  set isActive(isActive: boolean) {
    if (isActive === this._isActive || this.isDisposed) {
      return;
    }
    this._isActive = isActive;
    if (isActive) {
      this._notebooks.currentChanged.connect(this._onCurrent, this);
    } else {
      this._notebooks.currentChanged.disconnect(this._onCurrent, this);
    }
    this._onCurrent();
  }

  get isDisposed(): boolean {
    return this._throttler.isDisposed;
  }

  dispose(): void {
    this.isActive = false;
    this._throttler.dispose();
    Signal.clearData(this);
  }

  private _onCurrent(): void {
    const panel = this._isActive ? this._notebooks.currentWidget : null;
    if (panel !== this._panel) {
      this._unfollow();
      this._follow(panel);
    }
    this._read();
  }

  private _follow(panel: NotebookPanel | null): void {
    this._panel = panel;
    panel?.context.pathChanged.connect(this._onChanged, this);
    panel?.context.model.contentChanged.connect(this._onChanged, this);
    panel?.sessionContext.kernelChanged.connect(this._onChanged, this);
    void panel?.context.ready.then(() => this._onChanged());
  }

  private _unfollow(): void {
    const { _panel: panel } = this;
    panel?.context.pathChanged.disconnect(this._onChanged, this);
    panel?.context.model?.contentChanged.disconnect(this._onChanged, this);
    panel?.sessionContext.kernelChanged.disconnect(this._onChanged, this);
  }

  private _onChanged(): void {
    if (!this.isDisposed) {
      void this._throttler.invoke();
    }
  }

  private _read(): void {
    if (!this._isActive) {
      return;
    }
    const panel = this._panel;
    const current =
      panel && !panel.isDisposed && panel.context.isReady
        ? Private.read(new OpenNotebook(panel))
        : null;
    if (!Private.areEqual(current, this._current)) {
      this._current = current;
      this._changed.emit(current);
    }
  }

  private _notebooks: INotebookTracker;
  private _panel: NotebookPanel | null = null;
  private _current: INotebookInView | null = null;
  private _isActive = false;
  private _changed = new Signal<this, INotebookInView | null>(this);
  private _throttler = new Throttler(() => this._read(), {
    limit: INTERVAL,
    edge: 'trailing'
  });
}

namespace Private {
  export function read(notebook: OpenNotebook): INotebookInView {
    const { path, kernel, shown, cells } = notebook;
    return { path, kernel, shown, cells };
  }

  export function areEqual(
    one: INotebookInView | null,
    other: INotebookInView | null
  ): boolean {
    return one === null || other === null
      ? one === other
      : one.path === other.path &&
          one.kernel === other.kernel &&
          haveSame(one.shown, other.shown) &&
          haveSame(one.cells, other.cells);
  }

  function haveSame(
    one: ReadonlySet<string>,
    other: ReadonlySet<string>
  ): boolean {
    return one.size === other.size && [...one].every(item => other.has(item));
  }
}
