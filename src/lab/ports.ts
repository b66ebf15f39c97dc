import { URLExt } from '@jupyterlab/coreutils';
import {
  type Kernel,
  KernelMessage,
  ServerConnection
} from '@jupyterlab/services';
import type { JSONObject } from '@lumino/coreutils';
import { UUID } from '@lumino/coreutils';
import { DisposableDelegate, type IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import type {
  IKernelMessage,
  IKernelPort,
  IServerPort,
  KernelChange
} from '../link/ports';

const CONTROL_TARGET = 'runside.control';

/**
 * How long an open waits for the comm's subshell, in ms. Without one the kernel answers after the running cell; the
 * promise that says when it is there never settles where the kernel has none.
 */
const SUBSHELL_WAIT = 500;

const API = 'runside/api/v1/';

/** A kernel connection that somebody else in the page made and owns. */
export class KernelPort implements IKernelPort {
  constructor(kernel: Kernel.IKernelConnection) {
    this._kernel = kernel;
    kernel.statusChanged.connect(this._onStatus, this);
    kernel.iopubMessage.connect(this._onIOPub, this);
    kernel.connectionStatusChanged.connect(this._onConnection, this);
    kernel.disposed.connect(this.dispose, this);
  }

  get id(): string {
    return this._kernel.id;
  }

  get changed(): ISignal<IKernelPort, KernelChange> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  attach(
    commId: string,
    onMessage: (message: IKernelMessage) => void
  ): IDisposable | null {
    const kernel = this._kernel;
    if (this._isDisposed) {
      return null;
    }
    // The kernel announced this comm to nobody, and the page only listens. To make a comm object of the connection's
    // for that would cost a thread in the kernel (the subshell of its target), and would end at each restart.
    const listen = (_: unknown, message: KernelMessage.IIOPubMessage) => {
      if (
        message.header.msg_type === 'comm_msg' &&
        (message as KernelMessage.ICommMsgMsg).content.comm_id === commId
      ) {
        onMessage({
          data: (message as KernelMessage.ICommMsgMsg).content.data,
          buffers: message.buffers ?? []
        });
      }
    };
    kernel.iopubMessage.connect(listen);
    return new DisposableDelegate(() => {
      kernel.iopubMessage.disconnect(listen);
    });
  }

  async ask(message: JSONObject): Promise<boolean> {
    if (this._isDisposed || !this._kernel.handleComms || this._isRefused) {
      return false;
    }
    if (this._control && !this._control.isDisposed) {
      this._control.send(message);
      return true;
    }
    const comm = this._kernel.createComm(CONTROL_TARGET, UUID.uuid4());
    this._control = comm;
    comm.onClose = () => {
      // The kernel knows no such target (yet): nothing is asked again before it has executed something.
      this._isRefused = true;
      comm.dispose();
    };
    await Private.subshell(comm);
    if (comm.isDisposed) {
      return false;
    }
    comm.open(message);
    return true;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._control?.dispose();
    this._changed.emit('disposed');
    Signal.clearData(this);
  }

  private _onStatus(_: unknown, status: Kernel.Status): void {
    if (status === 'restarting' || status === 'autorestarting') {
      this._isRestarting = true;
      this._isRefused = false;
    } else if (this._isRestarting && (status === 'idle' || status === 'busy')) {
      // Only now: the connection has dropped its comms by then, and the new process has said nothing yet.
      this._isRestarting = false;
      this._changed.emit('restarted');
    }
  }

  private _onIOPub(_: unknown, message: KernelMessage.IIOPubMessage): void {
    if (
      KernelMessage.isStatusMsg(message) &&
      message.content.execution_state === 'idle' &&
      (message.parent_header as KernelMessage.IHeader).msg_type ===
        'execute_request'
    ) {
      this._isRefused = false;
      this._changed.emit('executed');
    }
  }

  private _onConnection(_: unknown, status: Kernel.ConnectionStatus): void {
    if (status !== 'connecting') {
      this._changed.emit(status);
    }
  }

  private _kernel: Kernel.IKernelConnection;
  private _control: Kernel.IComm | null = null;
  private _changed = new Signal<IKernelPort, KernelChange>(this);
  private _isDisposed = false;
  private _isRefused = false;
  private _isRestarting = false;
}

/** The Runside part of the Jupyter server, with the page's own credentials. */
export class ServerPort implements IServerPort {
  constructor(settings: ServerConnection.ISettings) {
    this._settings = settings;
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const url = URLExt.join(this._settings.baseUrl, API) + path;
    return ServerConnection.makeRequest(url, init, this._settings);
  }

  socket(path: string): WebSocket {
    const { wsUrl, appendToken, token } = this._settings;
    let url = URLExt.join(wsUrl, API) + path;
    if (appendToken && token !== '') {
      url += `?token=${encodeURIComponent(token)}`;
    }
    return new this._settings.WebSocket(url);
  }

  private _settings: ServerConnection.ISettings;
}

namespace Private {
  /** Wait until messages of a comm go to a subshell, as far as the kernel has any. */
  export async function subshell(comm: Kernel.IComm): Promise<void> {
    const { subshellStarted } = comm as Kernel.IComm & {
      subshellStarted?: Promise<void>;
    };
    let timer = 0;
    const waited = new Promise<void>(resolve => {
      timer = window.setTimeout(resolve, SUBSHELL_WAIT);
    });
    await Promise.race([subshellStarted ?? waited, waited]).catch(() => {
      // A kernel without subshells answers on its main one.
    });
    window.clearTimeout(timer);
  }
}
