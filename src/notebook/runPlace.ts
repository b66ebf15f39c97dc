import type { IDisposable } from '@lumino/disposable';
import { Panel } from '@lumino/widgets';

import { SavedPicture } from '../model';
import { cardKeys } from '../panel/cardKeys';
import { estimateHeight } from '../panel/estimateHeight';
import type { ILayoutStore, IPicture } from '../panel/host';
import { readLayout } from '../panel/layout';
import type { IBundle } from '../protocol';
import type { ShownPlaces } from './shownPlaces';
import type { RunView } from './runView';

/** What an output tells of a run. */
export interface IToldOfRun {
  readonly bundle: IBundle;
  /** The image that stands beside the bundle. */
  readonly picture: IPicture | null;
}

/** How far beyond the visible part of the page a panel is made ready, in pixels. */
const MARGIN = 800;

/**
 * The place of a run's panel in a notebook. The panel is there when it is in sight or
 * near it, and is taken down when many others have been in sight since; its place keeps
 * its height.
 */
export class RunPlace extends Panel {
  constructor(options: RunPlace.IOptions) {
    super();
    this._options = options;
    this._told = options.told;
    this.addClass('jp-Runside-place');
    this.node.dataset.run = options.told.bundle.run;
    this._keepHeight(this._estimate(options.width));
    const margin = `${MARGIN}px 0px`;
    this._sight = new IntersectionObserver(
      entries => this._onSight(entries[entries.length - 1].isIntersecting),
      {
        rootMargin: margin,
        // The same within a notebook that scrolls by itself, where browsers know it.
        scrollMargin: margin
      } as IntersectionObserverInit
    );
    this._sight.observe(this.node);
  }

  /** The run's uid. */
  get run(): string {
    return this._told.bundle.run;
  }

  /** The same run is told of anew. */
  setTold(told: IToldOfRun): void {
    this._told = told;
    const { saved } = told.bundle;
    if (this._view && saved) {
      this._view.model.setSaved(saved);
    }
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._sight.disconnect();
    this._shown?.dispose();
    super.dispose();
  }

  private _onSight(isInSight: boolean): void {
    const { places } = this._options;
    if (!isInSight) {
      places.leave(this);
      return;
    }
    if (!this._view) {
      this._view = this._options.createView(this._told);
      this.addWidget(this._view);
      this._freeHeightWhenDrawn(this._view);
    }
    this._shown ??= places.add(this, () => this._takeDown());
    places.enter(this);
  }

  /** Free what the panel holds; it comes again when it is in sight. */
  private _takeDown(): void {
    this._shown = null;
    this._keepHeight(this.node.offsetHeight);
    this._view?.dispose();
    this._view = null;
  }

  /** The panel has its own height when there is something in it. */
  private _freeHeightWhenDrawn(view: RunView): void {
    const { model } = view;
    const look = () => {
      if (!view.isDisposed && model.keys().length > 0) {
        model.changed.disconnect(look);
        this.node.style.minHeight = '';
      }
    };
    void view.mounted.then(() => {
      model.changed.connect(look);
      look();
    });
  }

  private _estimate(width: number): number {
    const { saved, project } = this._told.bundle;
    const picture = saved && new SavedPicture(saved);
    return estimateHeight(
      picture ? cardKeys(picture.keys, path => picture.metric(path)) : [],
      width,
      readLayout(this._options.layouts.get(project ?? '')).layout
    );
  }

  private _keepHeight(height: number): void {
    this.node.style.minHeight = `${height}px`;
  }

  private readonly _options: RunPlace.IOptions;
  private readonly _sight: IntersectionObserver;
  private _told: IToldOfRun;
  private _view: RunView | null = null;
  private _shown: IDisposable | null = null;
}

export namespace RunPlace {
  export interface IOptions {
    told: IToldOfRun;
    /** Make the widget of a run. */
    createView: (told: IToldOfRun) => RunView;
    places: ShownPlaces;
    /** How the panel will be arranged. */
    layouts: Pick<ILayoutStore, 'get'>;
    /** How wide the panel will be, in pixels. */
    width: number;
  }
}
