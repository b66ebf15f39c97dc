import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import { type ISignal, Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';

import type { RunCollection } from '../model';
import { formatCount, formatRate } from '../panel/format';
import { Pace } from '../panel/pace';
import type { IRunInfo } from '../protocol';
import { LiveRuns } from './liveRuns';

/** The item of the status bar: how many runs are live, and where the one is that is looked at. */
export class LiveStatus extends Widget {
  constructor(options: LiveStatus.IOptions) {
    super();
    this._options = options;
    this.addClass('jp-Runside-liveStatus');
    this._button.type = 'button';
    this._button.append(this._dot, this._text);
    this._dot.className = 'jp-Runside-stateDot';
    this._button.addEventListener('click', () => {
      if (this._run !== null) {
        options.open(this._run);
      }
    });
    this.node.append(this._button);
    this._live = new LiveRuns(options.runs);
    this._live.changed.connect(this._read, this);
    this._read();
  }

  /** Whether there is anything to say. */
  get isActive(): boolean {
    return this._isActive;
  }

  get activeChanged(): ISignal<this, void> {
    return this._activeChanged;
  }

  /** Whether the user wants to see it. */
  get isWanted(): boolean {
    return this._isWanted;
  }

  set isWanted(isWanted: boolean) {
    this._isWanted = isWanted;
    this._read();
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._live.dispose();
    Signal.clearData(this);
    super.dispose();
  }

  protected override onUpdateRequest(message: Message): void {
    super.onUpdateRequest(message);
    this._read();
  }

  private _read(): void {
    const infos = this._isWanted ? this._live.infos : [];
    const inView = this._options.inView(infos);
    if (inView) {
      this._say(infos, inView);
    }
    const isActive = inView !== null;
    if (this._isActive !== isActive) {
      this._isActive = isActive;
      this._activeChanged.emit();
    }
  }

  private _say(infos: readonly IRunInfo[], inView: IRunInfo): void {
    const { trans } = this._options;
    if (inView.run !== this._run) {
      this._run = inView.run;
      this._pace = new Pace();
    }
    const count = trans._n('%1 run live', '%1 runs live', infos.length);
    const text = [count, ...this._factsOf(inView)].join(' · ');
    this._dot.dataset.state = infos.some(({ state }) => state === 'running')
      ? 'running'
      : 'idle';
    this._text.textContent = text;
    this._button.title = trans.__('Show %1 in the sidebar', inView.name);
    this._button.setAttribute(
      'aria-label',
      trans.__('%1. Show %2 in the sidebar.', text, inView.name)
    );
  }

  private _factsOf({ step, totalSteps, lastT, state }: IRunInfo): string[] {
    const { trans } = this._options;
    if (step === null) {
      return [];
    }
    if (lastT !== null) {
      this._pace.note(step, lastT);
    }
    const told = formatCount(step);
    const where =
      totalSteps === null
        ? trans.__('step %1', told)
        : trans.__('step %1 of %2', told, formatCount(totalSteps));
    const { rate } = this._pace;
    return state === 'running' && rate !== null
      ? [where, formatRate(rate, trans)]
      : [where];
  }

  private readonly _options: LiveStatus.IOptions;
  private readonly _live: LiveRuns;
  private readonly _activeChanged = new Signal<this, void>(this);
  private readonly _button = document.createElement('button');
  private readonly _dot = document.createElement('span');
  private readonly _text = document.createElement('span');
  private _isActive = false;
  private _isWanted = true;
  /** The one whose step is told. */
  private _run: string | null = null;
  private _pace = new Pace();
}

export namespace LiveStatus {
  export interface IOptions {
    runs: RunCollection;
    trans: TranslationBundle;
    /** The one of these live runs that is looked at; null only where there are none. */
    inView: (infos: readonly IRunInfo[]) => IRunInfo | null;
    /** Show the runs in the sidebar, and this one's panel. */
    open: (run: string) => void;
  }
}
