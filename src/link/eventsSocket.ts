import {
  BadData,
  type ServerEvent,
  decodeServerEvent,
  decodeText
} from '../protocol';
import type { IServerPort } from './ports';

export interface IEventsListener {
  onOpen(): void;
  onEvent(event: ServerEvent): void;
  /** An event that cannot be read. */
  onBad(error: BadData): void;
  /** The socket closed, or could not be opened. Told once; it does not reopen. */
  onClose(): void;
}

/**
 * One life of the WebSocket `events`.
 */
export class EventsSocket {
  constructor(port: IServerPort, listener: IEventsListener) {
    this._listener = listener;
    this._socket = port.socket('events');
    this._socket.onopen = () => this._listener?.onOpen();
    this._socket.onmessage = ({ data }) => this._receive(data);
    this._socket.onclose = () => this._end();
  }

  /** Close it without a word to the listener. */
  dispose(): void {
    this._listener = null;
    this._socket.close();
  }

  private _end(): void {
    const listener = this._listener;
    this._listener = null;
    listener?.onClose();
  }

  private _receive(data: unknown): void {
    try {
      const event = decodeServerEvent(parse(data));
      if (event !== null) {
        this._listener?.onEvent(event);
      }
    } catch (error) {
      if (!(error instanceof BadData)) {
        throw error;
      }
      this._listener?.onBad(error);
    }
  }

  private _listener: IEventsListener | null;
  private readonly _socket: WebSocket;
}

function parse(data: unknown): unknown {
  try {
    return decodeText(data as string);
  } catch {
    throw new BadData('an event of the Jupyter server is not JSON');
  }
}
