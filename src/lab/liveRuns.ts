import type { IDisposable } from '@lumino/disposable';
import { Throttler } from '@lumino/polling';
import { type ISignal, Signal } from '@lumino/signaling';

import type { RunCollection } from '../model';
import type { IRunInfo } from '../protocol';
import { isLiveRun } from './whenLive';

/** Views of what goes on everywhere are brought up to date at most once a second. */
const INTERVAL = 1000;

/** The runs of the Jupyter server that are alive, newest first. */
export class LiveRuns implements IDisposable {
  constructor(runs: RunCollection) {
    this._runs = runs;
    runs.changed.connect(this._onRuns, this);
    this._read();
  }

  /** Emitted at most once a second, and only where something is alive or was. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get infos(): readonly IRunInfo[] {
    return this._infos;
  }

  get isDisposed(): boolean {
    return this._throttler.isDisposed;
  }

  dispose(): void {
    this._runs.changed.disconnect(this._onRuns, this);
    this._throttler.dispose();
    Signal.clearData(this);
  }

  private _onRuns(): void {
    void this._throttler.invoke();
  }

  private _read(): void {
    const before = this._infos.length;
    this._infos = this._runs.infos.filter(isLiveRun);
    if (before > 0 || this._infos.length > 0) {
      this._changed.emit();
    }
  }

  private readonly _runs: RunCollection;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _throttler = new Throttler(() => this._read(), {
    limit: INTERVAL,
    edge: 'trailing'
  });
  private _infos: readonly IRunInfo[] = [];
}
