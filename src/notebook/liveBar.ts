import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import type { IRunInfo } from '../model';

/** One line above a notebook: runs of it that are live and have no output in the document. */
export class LiveBar extends Widget {
  constructor(options: LiveBar.IOptions) {
    super();
    this._options = options;
    this.addClass('jp-Runside-liveBar');
    this.node.setAttribute('role', 'status');
    this.hide();
  }

  /** Say which runs these are; none hides the bar. */
  setRuns(infos: readonly IRunInfo[]): void {
    const runs = infos.map(info => info.run).join();
    if (runs === this._runs) {
      return;
    }
    this._runs = runs;
    this.setHidden(infos.length === 0);
    this.node.replaceChildren(...this._line(infos));
  }

  private _line(infos: readonly IRunInfo[]): Node[] {
    const { trans, open } = this._options;
    const dot = document.createElement('span');
    dot.className = 'jp-Runside-stateDot';
    dot.dataset.state = 'running';
    const count = document.createElement('span');
    count.textContent = trans._n(
      '%1 run is live:',
      '%1 runs are live:',
      infos.length
    );
    const buttons = infos.map(info => {
      const button = document.createElement('button');
      button.className = 'jp-Runside-liveBarShow';
      button.dataset.run = info.run;
      button.textContent =
        infos.length === 1 ? trans.__('show') : trans.__('show %1', info.name);
      button.title = trans.__('Open %1 in a tab', info.name);
      button.addEventListener('click', () => open(info.run));
      return button;
    });
    return [dot, count, ...buttons];
  }

  private _options: LiveBar.IOptions;
  private _runs = '';
}

export namespace LiveBar {
  export interface IOptions {
    trans: TranslationBundle;
    /** Open the panel of a run in a tab. */
    open: (run: string) => void;
  }
}
