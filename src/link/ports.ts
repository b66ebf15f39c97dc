import { type IDisposable } from '@lumino/disposable';
import { type ISignal } from '@lumino/signaling';
import { type JsonObject } from '../protocol';

/**
 * What the links need of the place that they live in. JupyterLab's side of it
 * is in `src/lab/ports.ts`.
 */

/** A message on a comm, as it arrived. */
export interface IKernelMessage {
  data: unknown;
  buffers: (ArrayBuffer | ArrayBufferView)[];
}

/**
 * What became of a kernel or of the connection to it. `executed`: it executed
 * something, so that what it refused before may be granted now. To answer a
 * request on a comm is no execution.
 */
export type KernelChange =
  'restarted' | 'disconnected' | 'connected' | 'executed' | 'disposed';

/** A kernel that some notebook or console of this page is connected to. */
export interface IKernelPort extends IDisposable {
  /** The Jupyter server's id of the kernel. */
  readonly id: string;
  readonly changed: ISignal<IKernelPort, KernelChange>;
  /**
   * Listen to a comm that exists in the kernel, without opening it. Disposing
   * of the result ends the listening and leaves the comm alone.
   *
   * `onMessage` only enqueues and never throws: a kernel's messages wait for
   * each other, and errors in such handlers are swallowed.
   *
   * @returns null where there is no connection that handles comms now.
   */
  attach(
    commId: string,
    onMessage: (message: IKernelMessage) => void
  ): IDisposable | null;
  /**
   * Open a control comm with this message, once its subshell exists (≤ 0.5 s).
   *
   * @returns false when it could not be sent or the kernel refused it.
   */
  ask(message: JsonObject): Promise<boolean>;
}

/** The Jupyter server. Paths are below `/runside/api/v1/`. */
export interface IServerPort {
  /** Rejects where the server cannot be reached. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  socket(path: string): WebSocket;
}
