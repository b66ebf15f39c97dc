import type { IDisposable } from '@lumino/disposable';
import type { RunModel } from '../model';
import type { Ask, IKernelRun, IRunInfo } from '../protocol';
import type { IKernelListener, KernelLink } from './kernelLink';
import { KernelMender } from './kernelMender';
import { LiveWriters } from './liveWriters';
import { ServerCatchUp } from './serverCatchUp';
import type { IServerListener, ServerLink, ServerState } from './serverLink';
import type { ITimers } from './timers';

/**
 * An index that got further so short a time ago, in ms, will reach what it lacks: the
 * kernel, which a tight loop may have left behind it, is not asked for that.
 */
const STRIDE = 5000;

/**
 * Feeds one run model from both links: new lines from the run's kernel where
 * this page is connected to it, all else from the Jupyter server.
 */
export class RunFeed implements IServerListener, IKernelListener, IDisposable {
  constructor(options: RunFeed.IOptions) {
    const { model, server, timers } = options;
    this.model = model;
    this._server = server;
    this._timers = timers;
    this._live = new LiveWriters(model);
    this._onKernelKnown = options.onKernelKnown;
    this._mender = new KernelMender({
      model,
      timers,
      isComing: (writer, seq) => this._isComing(writer, seq)
    });
    this._catchUp = new ServerCatchUp({
      model,
      timers,
      api: server.api,
      isConnected: () => server.state === 'connected',
      isFed: writer => this._isHeard && this._fed.has(writer),
      onUnknown: () => this._onUnknown(),
      onProgress: () => this._onProgress()
    });
    model.wanted.connect(this._onWanted, this);
    this._following = server.follow(model.uid, this);
  }

  readonly model: RunModel;

  /** The id of the run's kernel, as far as it is known. */
  get kernel(): string | null {
    return this._kernel;
  }

  /** Where no Jupyter server has the run, the kernel has to tell of it. */
  get needsHello(): boolean {
    return this._isWithoutServer;
  }

  get isDisposed(): boolean {
    return this.model.isDisposed;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._kernelFollowing?.dispose();
    this._following.dispose();
    this._catchUp.dispose();
    this._mender.dispose();
    this.model.wanted.disconnect(this._onWanted, this);
    this.model.dispose();
  }

  /** A bundle says where the run is. */
  hint(kernel: string | null, comm: string | null): void {
    this._comm = comm ?? this._comm;
    if (kernel !== null && kernel !== this._kernel) {
      this._kernel = kernel;
      this._live.reset();
      this._onKernelKnown(this);
    } else {
      this._mender.link?.hint(comm);
      if (this.needsHello) {
        this._mender.link?.hello();
      }
    }
  }

  /** Listen to this kernel; null: to none. */
  followKernel(link: KernelLink | null): void {
    if (link === this._mender.link) {
      return;
    }
    this._kernelFollowing?.dispose();
    this._kernelFollowing = null;
    this._mender.link = link;
    this.onKernelState(false);
    if (link !== null) {
      this._kernelFollowing = link.follow(this.model.uid, this, this._comm);
    }
  }

  onServerState(state: ServerState): void {
    this.model.setLinks({ server: state });
    if (state === 'connected') {
      this._catchUp.restart();
    } else if (state === 'absent') {
      this.model.setEmptyBase();
      this._onUnknown();
    } else {
      this._onLack();
    }
  }

  onServerRun(info: IRunInfo, cursors: ReadonlyMap<string, number>): void {
    const { indexed } = this.model;
    for (const [writer, cursor] of cursors) {
      if (cursor > (indexed.get(writer) ?? 0)) {
        this._indexedAt.set(writer, this._timers.now());
      }
    }
    this.model.setInfo(info, cursors);
    this._catchUp.onIndexed();
    this._onProgress();
  }

  onServerProblem(problem: string): void {
    this.model.addProblem(problem);
  }

  onKernelState(isAttached: boolean): void {
    this._isHeard = isAttached;
    this.model.setLinks({ kernel: isAttached ? 'attached' : 'none' });
    if (!isAttached) {
      this._fed.clear();
      this._mender.reset();
      this._catchUp.wake();
    }
  }

  onKernelRuns(runs: readonly IKernelRun[]): void {
    this._fed.clear();
    for (const { writer, last } of runs) {
      this._fed.add(writer);
      this.model.note(writer, last);
    }
    this._live.tell(
      this._kernel,
      runs.filter(({ finished }) => !finished).map(({ writer }) => writer)
    );
    this._askJournal();
    this._mend();
    this._catchUp.wake();
  }

  onKernelLines(
    writer: string,
    last: number,
    lines: Uint8Array,
    isNew: boolean
  ): void {
    this._fed.add(writer);
    if (isNew) {
      this._live.hear(this._kernel, writer);
    }
    this.model.note(writer, last);
    this.model.addLines(writer, lines);
    this._askJournal();
    this._onLack();
    this._updateBehind();
  }

  onKernelBehind(writer: string, last: number): void {
    this._live.hear(this._kernel, writer);
    this._behindTo.set(writer, last);
    this.model.note(writer, last);
    this.model.setLinks({ behind: true });
    this._onLack();
  }

  onKernelEnd(ask: Ask, missing: number): void {
    this._mender.onEnd(ask, missing);
  }

  onKernelProblem(problem: string): void {
    this.model.addProblem(problem);
  }

  /** No Jupyter server has the run. */
  private _onUnknown(): void {
    if (!this._isWithoutServer) {
      this._isWithoutServer = true;
      this._mender.link?.hello();
    }
    this._askJournal();
    this._onLack();
  }

  /** Only the kernel has the run, and it has been heard to have it. */
  private _askJournal(): void {
    if (this._isWithoutServer && this._fed.size > 0) {
      void this._mender.askJournal();
    }
  }

  private _onWanted(): void {
    this._catchUp.onWanted();
  }

  private _onLack(): void {
    if (this.model.missing().size > 0) {
      if (this.model.isStarted) {
        this._catchUp.wake();
      }
      this._mend();
    }
  }

  /** Ask the kernel in the end, but not before the server could tell. */
  private _mend(): void {
    if (!this._catchUp.isUndecided) {
      this._mender.wake();
    }
  }

  /** The Jupyter server has told of the run. */
  private _onProgress(): void {
    this._isWithoutServer = false;
    const { info } = this.model;
    if (info !== null && this._kernel === null) {
      this.hint(info.kernel, info.comm);
    }
    this._updateBehind();
    this._mend();
  }

  private _updateBehind(): void {
    for (const [writer, last] of this._behindTo) {
      if ((this.model.cursors.get(writer) ?? 0) >= last) {
        this._behindTo.delete(writer);
      }
    }
    if (this.model.links.behind && this._behindTo.size === 0) {
      this.model.setLinks({ behind: false });
    }
  }

  /** Whether the Jupyter server has a record, or is about to have it. */
  private _isComing(writer: string, seq: number): boolean {
    return (
      this._server.state === 'connected' &&
      (this._catchUp.isUndecided ||
        (this.model.links.behind && this._isAdvancing(writer)) ||
        (this.model.indexed.get(writer) ?? 0) >= seq)
    );
  }

  /** Whether the index is getting further with what this writer wrote. */
  private _isAdvancing(writer: string): boolean {
    const at = this._indexedAt.get(writer) ?? -Infinity;
    return this._timers.now() - at < STRIDE;
  }

  private readonly _server: ServerLink;
  private readonly _timers: ITimers;
  private readonly _onKernelKnown: (feed: RunFeed) => void;
  private readonly _live: LiveWriters;
  private readonly _mender: KernelMender;
  private readonly _catchUp: ServerCatchUp;
  private readonly _following: IDisposable;
  private _kernelFollowing: IDisposable | null = null;
  private _kernel: string | null = null;
  private _comm: string | null = null;
  /** Whether the live link listens. */
  private _isHeard = false;
  /** No Jupyter server has the run, as far as one has had the time to know. */
  private _isWithoutServer = false;
  /** The writers whose lines the live link brings. */
  private readonly _fed = new Set<string>();
  /** For each writer when the index got further with it last. */
  private readonly _indexedAt = new Map<string, number>();
  /** For each writer the last line that was too much for the live link. */
  private readonly _behindTo = new Map<string, number>();
}

export namespace RunFeed {
  export interface IOptions {
    model: RunModel;
    server: ServerLink;
    timers: ITimers;
    /** The id of the run's kernel has become known. */
    onKernelKnown: (feed: RunFeed) => void;
  }
}
