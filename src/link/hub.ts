import { DisposableDelegate, type IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import {
  type ITranslation,
  RunCollection,
  RunModel,
  type Schedule,
  plainText
} from '../model';
import type { IKeyOfRuns, IRunColumns, IRunEdit, IRunInfo } from '../protocol';
import { KernelLink } from './kernelLink';
import type { IKernelPort, IServerPort } from './ports';
import { RunFeed } from './runFeed';
import { ServerLink, type ServerState } from './serverLink';
import { type ITimers, realTimers } from './timers';

/** A share in a run model, until it is disposed of. */
export interface IRunHandle extends IDisposable {
  readonly model: RunModel;
}

/**
 * All links of a page: one to the Jupyter server, one to each kernel, and for
 * each run that is open one model, which both feed.
 */
export class LinkHub implements IDisposable {
  constructor(options: LinkHub.IOptions) {
    const {
      server,
      schedule,
      timers = realTimers,
      trans = plainText
    } = options;
    this._schedule = schedule;
    this._timers = timers;
    this._trans = trans;
    const runs = this._runs;
    this._server = new ServerLink({ port: server, runs, timers, trans });
  }

  /** All runs of the Jupyter server. It is asked when this is first read. */
  get runs(): RunCollection {
    this._server.start();
    return this._runs;
  }

  get isDisposed(): boolean {
    return this._server.isDisposed;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    for (const { feed } of this._open.values()) {
      feed.dispose();
    }
    this._open.clear();
    for (const link of this._kernels.values()) {
      link.dispose();
    }
    this._kernels.clear();
    this._server.dispose();
  }

  /**
   * A live model of a run, shared by all who hold a handle of it.
   *
   * @param hint - what a bundle in a notebook's output says of where the run is
   */
  open(uid: string, hint?: LinkHub.IHint): IRunHandle {
    let entry = this._open.get(uid);
    if (entry === undefined) {
      entry = { feed: this._makeFeed(uid), handles: 0 };
      this._open.set(uid, entry);
    }
    const { feed } = entry;
    if (hint) {
      feed.hint(hint.kernel, hint.comm);
    }
    entry.handles += 1;
    return new RunHandle(feed.model, () => this._release(uid));
  }

  /**
   * Use a connection to a kernel. It is disposed of with the result.
   */
  addKernel(port: IKernelPort): IDisposable {
    let link = this._kernels.get(port.id);
    if (link === undefined) {
      link = new KernelLink({
        id: port.id,
        timers: this._timers,
        trans: this._trans
      });
      this._kernels.set(port.id, link);
      this._each(feed => this._connect(feed));
    }
    link.addPort(port);
    return new DisposableDelegate(() => this._removePort(port));
  }

  /** How things stand with our part of the Jupyter server. */
  get serverState(): ServerState {
    return this._server.state;
  }

  get serverStateChanged(): ISignal<unknown, ServerState> {
    return this._server.stateChanged;
  }

  /** Ask the Jupyter server for its runs anew. Rejects with a message for people. */
  refresh(): Promise<void> {
    return this._server.refresh();
  }

  // What is asked of the Jupyter server: each rejects with an error whose message
  // a person can act on.

  /** Change what is said of a run: its name, its tags, whether it is in the trash. */
  async edit(uid: string, edit: IRunEdit): Promise<IRunInfo> {
    const info = await this._server.api.edit(uid, edit);
    this._runs.update(info);
    return info;
  }

  /** Delete a run that is in the trash, for ever. */
  async remove(uid: string): Promise<void> {
    await this._server.api.remove(uid);
    this._runs.remove(uid);
  }

  /** One series of many runs, for as many pixel columns. */
  seriesOfRuns(
    key: string,
    uids: readonly string[],
    pixelColumns: number
  ): Promise<IRunColumns[]> {
    return this._server.api.seriesOfRuns(key, uids, pixelColumns);
  }

  /** The paths with numbers of these runs, those of most runs first. */
  keysOfRuns(uids: readonly string[]): Promise<IKeyOfRuns[]> {
    return this._server.api.keysOfRuns(uids);
  }

  /** The bytes of a medium of a run, named by their SHA-256. */
  blob(uid: string, sha256: string): Promise<Blob> {
    return this._server.api.blob(uid, sha256);
  }

  private _makeFeed(uid: string): RunFeed {
    this._server.start();
    const model = new RunModel({
      uid,
      schedule: this._schedule,
      trans: this._trans
    });
    return new RunFeed({
      model,
      server: this._server,
      timers: this._timers,
      onKernelKnown: feed => this._connect(feed)
    });
  }

  private _release(uid: string): void {
    const entry = this._open.get(uid);
    if (entry !== undefined && --entry.handles === 0) {
      this._open.delete(uid);
      entry.feed.dispose();
    }
  }

  private _removePort(port: IKernelPort): void {
    const link = this._kernels.get(port.id);
    link?.removePort(port);
    if (link !== undefined && !link.hasPorts) {
      this._kernels.delete(link.id);
      this._each(feed => this._connect(feed));
      link.dispose();
    }
  }

  /** Let a run listen to its kernel, if this page is connected to it. */
  private _connect(feed: RunFeed): void {
    const { kernel } = feed;
    const link = kernel === null ? undefined : this._kernels.get(kernel);
    feed.followKernel(link ?? null);
  }

  private _each(act: (feed: RunFeed) => void): void {
    for (const { feed } of this._open.values()) {
      act(feed);
    }
  }

  private readonly _schedule: Schedule;
  private readonly _timers: ITimers;
  private readonly _trans: ITranslation;
  private readonly _runs = new RunCollection();
  private readonly _server: ServerLink;
  private readonly _open = new Map<
    string,
    { feed: RunFeed; handles: number }
  >();
  private readonly _kernels = new Map<string, KernelLink>();
}

class RunHandle extends DisposableDelegate implements IRunHandle {
  constructor(
    readonly model: RunModel,
    release: () => void
  ) {
    super(release);
  }
}

export namespace LinkHub {
  export interface IOptions {
    server: IServerPort;
    /** Calls back at the next frame. */
    schedule: Schedule;
    timers?: ITimers;
    /** English where it is left out. */
    trans?: ITranslation;
  }

  /** Where a bundle says that a run is. */
  export interface IHint {
    /** The Jupyter server's id of the kernel. */
    kernel: string | null;
    /** The id of the kernel's data comm. */
    comm: string | null;
  }
}
