import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import { type ISignal, Signal } from '@lumino/signaling';
import { SplitPanel, type Widget } from '@lumino/widgets';

import type { RunView } from '../notebook/runView';
import type { RunList } from '../runs';
import { RunListPlace } from './runListPlace';
import { FIRST_STATE, type ISidebarState } from './sidebarState';
import { makeHandleReachable } from './splitHandle';

/** The list of runs, and below it the panel of the one that is chosen. */
export class RunsSidebar extends SplitPanel {
  constructor(options: RunsSidebar.IOptions) {
    super({ orientation: 'vertical', spacing: 5 });
    this._options = options;
    const { list } = options;
    this.addClass('jp-Runside-sidebar');
    this._place = new RunListPlace(list);
    this.addWidget(this._place);
    list.chosenChanged.connect(this._onChosen, this);
    list.stateChanged.connect(this._onState, this);
    this.handleMoved.connect(this._onHandle, this);
  }

  /** The uid of the run whose panel is shown; null where none is. */
  get chosen(): string | null {
    return this._chosen;
  }

  get chosenChanged(): ISignal<this, string | null> {
    return this._chosenChanged;
  }

  /**
   * Whether a new run of the notebook in front takes the place of the chosen one. So it is until somebody chooses one that
   * is not the newest, or closes the panel.
   */
  get isFollowing(): boolean {
    return this._isFollowing;
  }

  /** Whether it is in view. */
  get isShown(): boolean {
    return this._isShown;
  }

  get shownChanged(): ISignal<this, boolean> {
    return this._shownChanged;
  }

  get state(): ISidebarState {
    return {
      list: this._options.list.state,
      run: this._chosen,
      isFollowing: this._isFollowing,
      share: this._share
    };
  }

  get stateChanged(): ISignal<this, void> {
    return this._stateChanged;
  }

  /** Be as it was before the page was reloaded. */
  restore({ list, run, isFollowing, share }: ISidebarState): void {
    if (list) {
      this._options.list.restore(list);
    }
    this._isFollowing = isFollowing;
    this._share = share;
    this._show(run);
  }

  /** Show the panel of a run, and where it stands in the list; null for none. */
  choose(run: string | null): void {
    this._isFollowing = run !== null && this._options.isNewest(run);
    this._show(run);
    this._stateChanged.emit();
  }

  /** The chosen run is there no more: show the next one that comes. */
  forget(): void {
    this._isFollowing = true;
    this._show(null);
    this._stateChanged.emit();
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._options.list.dispose();
    Signal.clearData(this);
    super.dispose();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this._setShown(this.isVisible);
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this._setShown(true);
  }

  protected override onBeforeHide(message: Message): void {
    super.onBeforeHide(message);
    this._setShown(false);
  }

  protected override onBeforeDetach(message: Message): void {
    super.onBeforeDetach(message);
    this._setShown(false);
  }

  protected override onResize(message: Widget.ResizeMessage): void {
    // Sizes that were set while there was no height to share out are lost.
    this._layOut();
    super.onResize(message);
  }

  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    this._place.activate();
  }

  private _setShown(isShown: boolean): void {
    if (isShown !== this._isShown) {
      this._isShown = isShown;
      this._shownChanged.emit(isShown);
    }
  }

  /** A run was chosen in the list. */
  private _onChosen(_: RunList, run: string | null): void {
    if (run !== this._chosen) {
      this.choose(run);
    }
  }

  private _onState(): void {
    this._stateChanged.emit();
  }

  private _show(run: string | null): void {
    if (run === this._chosen) {
      return;
    }
    const { list, createPanel, trans } = this._options;
    this._chosen = run;
    list.choose(run);
    this._panel?.dispose();
    this._panel = null;
    if (run !== null) {
      this._panel = createPanel(run);
      this.addWidget(this._panel);
      this._layOut();
      makeHandleReachable(
        this,
        trans.__('Height of the list of runs, in per cent'),
        () => this._onHandle()
      );
    }
    this._chosenChanged.emit(run);
  }

  private _layOut(): void {
    if (this._panel) {
      this.setRelativeSizes([this._share, 1 - this._share]);
    }
  }

  private _onHandle(): void {
    this._share = this.relativeSizes()[0] ?? FIRST_STATE.share;
    this._stateChanged.emit();
  }

  private readonly _options: RunsSidebar.IOptions;
  private readonly _place: RunListPlace;
  private readonly _chosenChanged = new Signal<this, string | null>(this);
  private readonly _shownChanged = new Signal<this, boolean>(this);
  private readonly _stateChanged = new Signal<this, void>(this);
  private _panel: RunView | null = null;
  private _chosen: string | null = FIRST_STATE.run;
  private _isFollowing = FIRST_STATE.isFollowing;
  private _isShown = false;
  private _share = FIRST_STATE.share;
}

export namespace RunsSidebar {
  export interface IOptions {
    trans: TranslationBundle;
    /** The sidebar takes it over and disposes of it. */
    list: RunList;
    createPanel: (run: string) => RunView;
    /** Whether no run of the notebook in front is newer. */
    isNewest: (run: string) => boolean;
  }
}
