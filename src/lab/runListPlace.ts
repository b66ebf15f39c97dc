import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import { type IMountedRunList, mountRunList, type RunList } from '../runs';

/** The list of runs as a Lumino widget. */
export class RunListPlace extends Widget {
  constructor(list: RunList) {
    super();
    this.addClass('jp-Runside-listPlace');
    this.addClass('jp-Runside-mount');
    this.node.tabIndex = -1;
    this._mounted = mountRunList(this.node, list);
    this._mounted.setVisible(false);
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._mounted.dispose();
    super.dispose();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this._mounted.setVisible(this.isVisible);
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this._mounted.setVisible(true);
  }

  protected override onBeforeHide(message: Message): void {
    super.onBeforeHide(message);
    this._mounted.setVisible(false);
  }

  protected override onBeforeDetach(message: Message): void {
    super.onBeforeDetach(message);
    this._mounted.setVisible(false);
  }

  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    const first = this.node.querySelector<HTMLElement>('[tabindex="0"]');
    (first ?? this.node).focus({ preventScroll: true });
  }

  private readonly _mounted: IMountedRunList;
}
