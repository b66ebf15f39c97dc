import type { IKernelMessage } from './ports';
import { Delay, type ITimers } from './timers';

/** Messages are taken in for so long at a time, so that the page stays awake. */
const SLICE = 8;

/** Lines are taken in about so many bytes at a time. */
const PIECE = 65_536;

const NEWLINE = 10;

/**
 * Where a comm's messages wait. A kernel's messages wait for each other, and
 * errors in their handlers are swallowed: so a handler puts them here, and does
 * nothing else.
 */
export class Inbox {
  constructor(
    private readonly _timers: ITimers,
    private readonly _take: (message: IKernelMessage) => void
  ) {
    this._drain = new Delay(_timers, () => this._work());
  }

  put(message: IKernelMessage): void {
    const bytes = bytesOf(message);
    if (bytes.length <= PIECE) {
      this._waiting.push(message);
    } else {
      for (const piece of pieces(bytes)) {
        this._waiting.push({ data: message.data, buffers: [piece] });
      }
    }
    this._drain.start(0);
  }

  dispose(): void {
    this._waiting = [];
    this._drain.stop();
  }

  private _work(): void {
    const end = this._timers.now() + SLICE;
    let count = 0;
    do {
      const message = this._waiting[count++];
      if (message === undefined) {
        break;
      }
      this._take(message);
    } while (this._timers.now() < end);
    this._waiting.splice(0, count);
    if (this._waiting.length > 0) {
      this._drain.start(0);
    }
  }

  private readonly _drain: Delay;
  private _waiting: IKernelMessage[] = [];
}

/** The bytes of a message's only buffer; none where it has no buffer. */
export function bytesOf({ buffers: [buffer] }: IKernelMessage): Uint8Array {
  if (buffer === undefined) {
    return new Uint8Array();
  }
  return ArrayBuffer.isView(buffer)
    ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
    : new Uint8Array(buffer);
}

/** Lines in pieces that can each be taken in without a pause being noticed. */
export function* pieces(lines: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < lines.length;) {
    const newline = lines.indexOf(NEWLINE, start + PIECE);
    const end = newline < 0 ? lines.length : newline + 1;
    yield lines.subarray(start, end);
    start = end;
  }
}
