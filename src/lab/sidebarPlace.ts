import type { TranslationBundle } from '@jupyterlab/translation';
import { PromiseDelegate } from '@lumino/coreutils';
import type { Message } from '@lumino/messaging';
import { StackedPanel } from '@lumino/widgets';

import { runIcon } from './icons';
import type { RunsSidebar } from './runsSidebar';

/** What Lab knows of the sidebar. All else is loaded when it is first shown. */
export class SidebarPlace extends StackedPanel {
  constructor(options: SidebarPlace.IOptions) {
    super();
    this._options = options;
    const { trans } = options;
    this.id = 'runside-runs';
    this.addClass('jp-Runside-sidebarPlace');
    this.title.icon = runIcon;
    this.title.caption = trans.__('Runs');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Runs'));
  }

  /** Settles once the sidebar has been shown. */
  get loaded(): Promise<RunsSidebar> {
    return this._loaded.promise;
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.isVisible) {
      this._load();
    }
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this._load();
  }

  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    void this.loaded.then(sidebar => sidebar.activate());
  }

  private _load(): void {
    if (this._isLoading) {
      return;
    }
    this._isLoading = true;
    this._options.load().then(
      sidebar => {
        this.addWidget(sidebar);
        this._loaded.resolve(sidebar);
      },
      (error: Error) => {
        this.addClass('jp-Runside-notice');
        this.node.textContent = this._options.trans.__(
          'The list of runs could not be loaded (%1). Reload the page.',
          error.message
        );
      }
    );
  }

  private readonly _options: SidebarPlace.IOptions;
  private readonly _loaded = new PromiseDelegate<RunsSidebar>();
  private _isLoading = false;
}

export namespace SidebarPlace {
  export interface IOptions {
    trans: TranslationBundle;
    /** Called once. */
    load: () => Promise<RunsSidebar>;
  }
}
