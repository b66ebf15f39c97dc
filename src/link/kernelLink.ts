import { DisposableDelegate, type IDisposable } from '@lumino/disposable';
import type { ITranslation } from '../model';
import {
  type Ask,
  BadData,
  type IHelloMessage,
  type IKernelRun,
  type KernelMessage,
  decodeKernelMessage
} from '../protocol';
import { Greeting } from './greeting';
import { Inbox, bytesOf } from './inbox';
import type { IKernelMessage, IKernelPort, KernelChange } from './ports';
import { Requests } from './requests';
import type { ITimers } from './timers';

/** What a run hears of its kernel. */
export interface IKernelListener {
  /** Whether it has to be asked what runs in the kernel: see `Greeting`. */
  readonly needsHello: boolean;
  /** Whether the live link listens to the kernel. */
  onKernelState(isAttached: boolean): void;
  /** The writers of the run in this kernel; none: it is not in it any more. */
  onKernelRuns(runs: readonly IKernelRun[]): void;
  /** @param isNew - false for lines that somebody asked for */
  onKernelLines(
    writer: string,
    last: number,
    lines: Uint8Array,
    isNew: boolean
  ): void;
  /** Lines up to `last` were too many for the live link. */
  onKernelBehind(writer: string, last: number): void;
  /** A request is answered, as far as the kernel can. */
  onKernelEnd(ask: Ask, missing: number): void;
  onKernelProblem(problem: string): void;
}

/**
 * The page's one live link to a kernel, shared by all runs and outputs. It
 * listens to the kernel's data comm by the comm's id, over whichever of the
 * page's connections handles comms, while any run wants to hear. What no other
 * source has it asks for on control comms; the answers come on the data comm.
 */
export class KernelLink implements IDisposable {
  constructor(options: KernelLink.IOptions) {
    this.id = options.id;
    this._trans = options.trans;
    this._comms = new Set([`runside-${options.id}`]);
    this._inbox = new Inbox(options.timers, message => this._take(message));
  }

  /** The Jupyter server's id of the kernel. */
  readonly id: string;

  get isAttached(): boolean {
    return this._attached.size > 0;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Whether any connection is left. */
  get hasPorts(): boolean {
    return this._ports.length > 0;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._detach();
    this._listeners.clear();
    this._inbox.dispose();
    for (const port of this._ports.splice(0)) {
      port.changed.disconnect(this._onChanged, this);
      port.dispose();
    }
  }

  /** Use this connection too. It is disposed of with the link. */
  addPort(port: IKernelPort): void {
    this._ports.push(port);
    port.changed.connect(this._onChanged, this);
    this._attach();
  }

  removePort(port: IKernelPort): void {
    const index = this._ports.indexOf(port);
    if (index < 0) {
      return;
    }
    this._ports.splice(index, 1);
    port.changed.disconnect(this._onChanged, this);
    port.dispose();
    if (port === this._port) {
      this._detach();
      this._attach();
    }
  }

  /**
   * Hear of one run until the result is disposed of.
   *
   * @param comm - what a bundle says the data comm's id is: a hint
   */
  follow(
    uid: string,
    listener: IKernelListener,
    comm: string | null
  ): IDisposable {
    this._listeners.set(uid, listener);
    if (this.isAttached) {
      listener.onKernelState(true);
    }
    this.hint(comm);
    if (listener.needsHello) {
      this.hello();
    }
    return new DisposableDelegate(() => {
      this._listeners.delete(uid);
      if (this._listeners.size === 0) {
        this._detach();
      }
    });
  }

  /** A bundle was met: the comm may be another. */
  hint(comm: string | null): void {
    if (comm !== null) {
      this._comms.add(comm);
    }
    this._attach();
  }

  /**
   * A listener needs to hear what runs in the kernel. While that is not answered
   * it is asked once.
   */
  hello(): void {
    this._greeting.want();
  }

  /** Ask for lines; they come as lines do, then `onKernelEnd` tells. */
  ask(ask: Ask): Promise<boolean> {
    return this._requests.ask(ask);
  }

  /**
   * Listen to all comms that are known, as far as a connection allows.
   *
   * @returns whether it began to listen to one just now
   */
  private _attach(): boolean {
    if (this._isDisposed || this._listeners.size === 0) {
      return false;
    }
    const wasAttached = this.isAttached;
    let isNew = false;
    for (const comm of this._comms) {
      if (!this._attached.has(comm)) {
        isNew = this._attachTo(comm) || isNew;
      }
    }
    if (!wasAttached && this.isAttached) {
      this._each(listener => listener.onKernelState(true));
    }
    if (isNew) {
      this._greeting.renew();
    }
    return isNew;
  }

  private _attachTo(comm: string): boolean {
    const ports = this._port === null ? this._ports : [this._port];
    for (const port of ports) {
      const attached = port.attach(comm, message => this._inbox.put(message));
      if (attached !== null) {
        this._port = port;
        this._attached.set(comm, attached);
        return true;
      }
    }
    return false;
  }

  private _detach(): void {
    const wasAttached = this.isAttached;
    for (const attached of this._attached.values()) {
      attached.dispose();
    }
    this._attached.clear();
    this._requests.clear();
    this._port = null;
    if (wasAttached) {
      this._each(listener => listener.onKernelState(false));
    }
  }

  private _onChanged(port: IKernelPort, change: KernelChange): void {
    switch (change) {
      case 'disposed':
        this.removePort(port);
        break;
      case 'restarted':
        if (port === this._port) {
          this._detach();
          this._each(listener => listener.onKernelRuns([]));
          this._attach();
        }
        break;
      case 'disconnected':
        if (port === this._port) {
          this._each(listener => listener.onKernelState(false));
        }
        break;
      case 'connected':
        if (port === this._port) {
          this._each(listener => listener.onKernelState(true));
          this._greeting.renew();
        } else {
          this._attach();
        }
        break;
      case 'executed':
        if (!this._attach()) {
          this._greeting.retry();
        }
        break;
    }
  }

  private _take(message: IKernelMessage): void {
    try {
      const decoded = decodeKernelMessage(message.data);
      if (decoded !== null) {
        this._give(decoded, message);
      }
    } catch (error) {
      const problem =
        error instanceof BadData
          ? error.message
          : this._trans.__('Unexpected: %1', String(error));
      this._each(listener => listener.onKernelProblem(problem));
    }
  }

  private _give(decoded: KernelMessage, message: IKernelMessage): void {
    switch (decoded.type) {
      case 'lines': {
        const { run, writer, last, re } = decoded;
        this._listeners
          .get(run)
          ?.onKernelLines(writer, last, bytesOf(message), re === null);
        break;
      }
      case 'behind':
        this._listeners
          .get(decoded.run)
          ?.onKernelBehind(decoded.writer, decoded.last);
        break;
      case 'hello':
        this._onHello(decoded);
        break;
      case 'end':
        this._end(decoded.re, decoded.missing, null);
        break;
      case 'error':
        this._end(decoded.re, 0, decoded.message);
        break;
    }
  }

  private _onHello({ comm, runs }: IHelloMessage): void {
    this._greeting.onAnswer();
    for (const [uid, listener] of this._listeners) {
      listener.onKernelRuns(runs.filter(({ run }) => run === uid));
    }
    if (!this._comms.has(comm)) {
      this._comms.add(comm);
      this._attach();
    }
  }

  private _end(re: string, missing: number, problem: string | null): void {
    const ask = this._requests.settle(re);
    if (ask === null || !('run' in ask)) {
      return;
    }
    const listener = this._listeners.get(ask.run);
    if (problem !== null) {
      listener?.onKernelProblem(
        this._trans.__('The kernel says: %1.', problem)
      );
    }
    listener?.onKernelEnd(ask, missing);
  }

  private _each(tell: (listener: IKernelListener) => void): void {
    for (const listener of Array.from(this._listeners.values())) {
      tell(listener);
    }
  }

  private readonly _inbox: Inbox;
  private readonly _trans: ITranslation;
  private readonly _ports: IKernelPort[] = [];
  private readonly _listeners = new Map<string, IKernelListener>();
  /** The ids that the data comm may have. */
  private readonly _comms: Set<string>;
  private readonly _attached = new Map<string, IDisposable>();
  private readonly _requests = new Requests(
    message => this._port?.ask(message) ?? Promise.resolve(false)
  );
  private readonly _greeting = new Greeting({
    isNeeded: () =>
      Array.from(this._listeners.values()).some(({ needsHello }) => needsHello),
    ask: () => this.ask({ ask: 'hello' })
  });
  /** The connection that is used; null where none can be. */
  private _port: IKernelPort | null = null;
  private _isDisposed = false;
}

export namespace KernelLink {
  export interface IOptions {
    id: string;
    timers: ITimers;
    trans: ITranslation;
  }
}
