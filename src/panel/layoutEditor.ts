import type { ILayoutStore } from './host';
import {
  areSame,
  type ILayout,
  readLayout,
  STANDARD,
  writeLayout
} from './layout';

/** So many changes can be undone. */
const REMEMBERED = 100;

/** A layout, and what can be done about it. A new object for each change. */
export interface ILayoutState {
  readonly layout: ILayout;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/**
 * The layout of one panel: it is kept in a store where there is one, else for as long
 * as the panel stands, and its changes can be undone.
 *
 * A change that was made elsewhere (another panel of the same project, another person
 * in a shared notebook) is taken over, and ends what can be undone: to undo what was
 * before it would undo that change as well.
 */
export class LayoutEditor {
  /**
   * @param store - null where nothing keeps layouts
   * @param project - the project of the run; empty while it is not known: what is
   * changed is then kept by nobody
   */
  constructor(store: ILayoutStore | null, project: string) {
    this._store = project === '' ? null : store;
    this._project = project;
    this._state = this._stateOf(this._read());
  }

  get state(): ILayoutState {
    return this._state;
  }

  /**
   * Be told of changes, those made elsewhere included.
   *
   * @returns what ends it
   */
  subscribe(listener: () => void): () => void {
    if (this._listeners.size === 0) {
      this._store?.changed.connect(this._onStore, this);
      this._onStore();
    }
    this._listeners.add(listener);
    return () => {
      this._listeners.delete(listener);
      if (this._listeners.size === 0) {
        this._store?.changed.disconnect(this._onStore, this);
      }
    };
  }

  /** Change the layout. */
  change(to: (layout: ILayout) => ILayout): void {
    const { layout } = this._state;
    const next = to(layout);
    if (!areSame(layout, next)) {
      this._past = [...this._past.slice(1 - REMEMBERED), layout];
      this._future = [];
      this._put(next);
    }
  }

  undo(): void {
    const before = this._past.pop();
    if (before) {
      this._future.push(this._state.layout);
      this._put(before);
    }
  }

  redo(): void {
    const after = this._future.pop();
    if (after) {
      this._past.push(this._state.layout);
      this._put(after);
    }
  }

  private _put(layout: ILayout): void {
    this._set(layout);
    if (!this._isNewer) {
      this._store?.set(this._project, writeLayout(layout));
    }
  }

  private _onStore(): void {
    const { layout } = this._state;
    const kept = this._read();
    if (!this._isNewer && !areSame(kept, layout)) {
      this._past = [];
      this._future = [];
      this._set(kept);
    }
  }

  private _read(): ILayout {
    if (this._store === null) {
      return this._state?.layout ?? STANDARD;
    }
    const { layout, isNewer, problems } = readLayout(
      this._store.get(this._project)
    );
    this._isNewer = isNewer;
    const said = problems.join('; ');
    if (said !== this._said) {
      this._said = said;
      if (said !== '') {
        console.warn(
          `Runside: the kept layout of project ${this._project} is used but for what makes no sense: ${said}`
        );
      }
    }
    return layout;
  }

  private _set(layout: ILayout): void {
    this._state = this._stateOf(layout);
    for (const listener of [...this._listeners]) {
      listener();
    }
  }

  private _stateOf(layout: ILayout): ILayoutState {
    return {
      layout,
      canUndo: this._past.length > 0,
      canRedo: this._future.length > 0
    };
  }

  private readonly _store: ILayoutStore | null;
  private readonly _project: string;
  private readonly _listeners = new Set<() => void>();
  private _past: ILayout[] = [];
  private _future: ILayout[] = [];
  /** What is kept is of a version that this one does not know: it is left alone. */
  private _isNewer = false;
  private _said = '';
  private _state: ILayoutState;
}
