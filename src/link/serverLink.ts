import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';
import type { ILinks, IRunInfo, ITranslation, RunCollection } from '../model';
import type { BadData, ServerEvent } from '../protocol';
import { EventsSocket } from './eventsSocket';
import type { IServerPort } from './ports';
import { Refusal, ServerApi, problemOf } from './serverApi';
import { Backoff, Delay, type ITimers } from './timers';

export type ServerState = ILinks['server'];

/** What a run hears of the Jupyter server. */
export interface IServerListener {
  onServerState(state: ServerState): void;
  /** The server says how far it has got with the run. */
  onServerRun(info: IRunInfo, cursors: ReadonlyMap<string, number>): void;
  onServerProblem(problem: string): void;
}

/** How soon and how late to try again, in ms. */
const LEAST_WAIT = 500;
const MOST_WAIT = 30_000;

/**
 * The page's one link to the Runside part of the Jupyter server: whether it is
 * there, the list of runs, and the events, given on to the runs that they are
 * about. Nothing is polled: a lost connection is opened again with growing
 * waits, and on each connection everybody catches up.
 */
export class ServerLink implements IDisposable {
  constructor(options: ServerLink.IOptions) {
    this._port = options.port;
    this._runs = options.runs;
    this._trans = options.trans;
    this.api = new ServerApi(options.port, this._abort.signal, options.trans);
    this._backoff = new Backoff(options.timers, LEAST_WAIT, MOST_WAIT);
    this._retry = new Delay(options.timers, () => void this._connect());
  }

  readonly api: ServerApi;

  get state(): ServerState {
    return this._state;
  }

  get isDisposed(): boolean {
    return this._abort.signal.aborted;
  }

  get stateChanged(): ISignal<this, ServerState> {
    return this._stateChanged;
  }

  /** Connect, at the first call. */
  start(): void {
    if (!this._isStarted && !this.isDisposed) {
      this._isStarted = true;
      void this._connect();
    }
  }

  /**
   * Ask for the list anew. Where our part of the Jupyter server was absent, it may
   * have come. Rejects with a message for people.
   */
  async refresh(): Promise<void> {
    if (this._state === 'absent') {
      this._setState('connecting');
      await this._connect();
    } else {
      this.start();
      await this._takeList();
    }
  }

  /** Hear of one run until the result is disposed of; the state at once. */
  follow(uid: string, listener: IServerListener): IDisposable {
    this._listeners.set(uid, listener);
    listener.onServerState(this._state);
    return new DisposableDelegate(() => this._listeners.delete(uid));
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._abort.abort();
    this._retry.stop();
    this._socket?.dispose();
    this._listeners.clear();
    Signal.clearData(this);
  }

  /**
   * Ask once over HTTP, which tells a server without Runside from one that is
   * away; then listen, and take the list when nothing can be missed any more.
   */
  private async _connect(): Promise<void> {
    try {
      await this._takeList();
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) {
        this._setState('absent');
      } else {
        this._lose(error);
      }
      return;
    }
    if (!this.isDisposed) {
      this._socket = new EventsSocket(this._port, {
        onOpen: () => void this._onOpen(),
        onEvent: event => this._onEvent(event),
        onBad: error => this._onBad(error),
        onClose: () => this._lose(null)
      });
    }
  }

  private async _onOpen(): Promise<void> {
    this._backoff.reset();
    this._setState('connected');
    try {
      await this._takeList();
    } catch (error) {
      this._tell(error);
    }
  }

  private async _takeList(): Promise<void> {
    const { runs, problems } = await this.api.runs();
    if (!this.isDisposed) {
      this._runs.reset(runs, problems);
    }
  }

  private _onEvent(event: ServerEvent): void {
    if (event.type === 'run') {
      this._runs.update(event.info);
      this._listeners
        .get(event.info.run)
        ?.onServerRun(event.info, event.cursors);
    } else if (event.type === 'gone') {
      this._runs.remove(event.run);
      this._listeners
        .get(event.run)
        ?.onServerProblem(
          this._trans.__('The run was deleted: its files are gone.')
        );
    }
  }

  private _onBad(error: BadData): void {
    this._tell(error);
  }

  private _lose(error: unknown): void {
    if (this.isDisposed) {
      return;
    }
    this._socket = null;
    if (error !== null) {
      this._tell(error);
    }
    this._setState('disconnected');
    this._retry.start(this._backoff.next());
  }

  private _tell(error: unknown): void {
    const problem = problemOf(error, this._trans);
    if (problem !== null) {
      for (const listener of this._listeners.values()) {
        listener.onServerProblem(problem);
      }
    }
  }

  private _setState(state: ServerState): void {
    if (this.isDisposed || state === this._state) {
      return;
    }
    this._state = state;
    for (const listener of this._listeners.values()) {
      listener.onServerState(state);
    }
    this._stateChanged.emit(state);
  }

  private readonly _port: IServerPort;
  private readonly _trans: ITranslation;
  private readonly _runs: RunCollection;
  private readonly _abort = new AbortController();
  private readonly _backoff: Backoff;
  private readonly _retry: Delay;
  private readonly _listeners = new Map<string, IServerListener>();
  private _socket: EventsSocket | null = null;
  private readonly _stateChanged = new Signal<this, ServerState>(this);
  private _state: ServerState = 'connecting';
  private _isStarted = false;
}

export namespace ServerLink {
  export interface IOptions {
    port: IServerPort;
    /** Kept up to date with the server's list. */
    runs: RunCollection;
    timers: ITimers;
    trans: ITranslation;
  }
}
