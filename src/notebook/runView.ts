import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import type { IRunHandle } from '../link';
import type { RunModel } from '../model';
import type { IHost, IPicture, PanelPlace } from '../panel/host';
import type { IMountedPanel } from '../panel/mount';

/**
 * A run's panel as a Lumino widget. The views are loaded when the first one is shown.
 */
export class RunView extends Widget {
  constructor(options: RunView.IOptions) {
    super();
    this.addClass('jp-Runside-view');
    this.addClass('jp-Runside-mount');
    this.node.dataset.place = options.place;
    this.node.tabIndex = -1;
    this._handle = options.handle;
    this.mounted = this._mount(options);
  }

  /** Settles when the panel stands. */
  readonly mounted: Promise<void>;

  /** The run's uid. */
  get run(): string {
    return this._handle.model.uid;
  }

  get model(): RunModel {
    return this._handle.model;
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._mounted?.dispose();
    this._mounted = null;
    this._handle.dispose();
    super.dispose();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this._mounted?.setVisible(true);
  }

  protected override onBeforeHide(message: Message): void {
    super.onBeforeHide(message);
    this._mounted?.setVisible(false);
  }

  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    this.node.focus({ preventScroll: true });
  }

  private async _mount(options: RunView.IOptions): Promise<void> {
    const { mountRunPanel } = await import('../panel/mount');
    if (this.isDisposed) {
      return;
    }
    const { host, place, picture } = options;
    this._mounted = mountRunPanel(this.node, {
      model: this._handle.model,
      host,
      place,
      picture
    });
    this._mounted.setVisible(!this.isHidden);
  }

  private _handle: IRunHandle;
  private _mounted: IMountedPanel | null = null;
}

export namespace RunView {
  export interface IOptions {
    /** The run; the widget takes it over and disposes of it. */
    handle: IRunHandle;
    host: IHost;
    place: PanelPlace;
    /** What to show until anything is known of the run. */
    picture?: IPicture | null;
  }
}
