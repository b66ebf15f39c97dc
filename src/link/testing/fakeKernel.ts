import { DisposableDelegate, type IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';
import type { Json, JsonObject } from '../../protocol';
import { lines } from '../../protocol/testing/lines';
import type { IKernelMessage, IKernelPort, KernelChange } from '../ports';

/**
 * A connection to a kernel. What a test's kernel says goes to whoever is
 * attached.
 */
export class FakeKernel implements IKernelPort {
  constructor(readonly id = 'k1') {}

  /** Whether this connection handles comms. */
  handlesComms = true;

  /** Whether requests arrive. */
  grants = true;

  /** What was asked, in order. */
  readonly asked: JsonObject[] = [];

  get changed(): ISignal<IKernelPort, KernelChange> {
    return this._changed;
  }

  readonly isDisposed: boolean = false;

  /** The ids of the comms that are attached to. */
  get attached(): string[] {
    return Array.from(this._handlers.keys());
  }

  attach(
    commId: string,
    onMessage: (message: IKernelMessage) => void
  ): IDisposable | null {
    if (!this.handlesComms || this._handlers.has(commId)) {
      return null;
    }
    this._handlers.set(commId, onMessage);
    return new DisposableDelegate(() => this._handlers.delete(commId));
  }

  ask(message: JsonObject): Promise<boolean> {
    if (this.grants) {
      this.asked.push(message);
    }
    return Promise.resolve(this.grants);
  }

  dispose(): void {
    (this as { isDisposed: boolean }).isDisposed = true;
    Signal.clearData(this);
  }

  change(change: KernelChange): void {
    if (change === 'restarted') {
      this._handlers.clear();
    }
    this._changed.emit(change);
  }

  /** Send on a comm. */
  say(data: unknown, lines?: Uint8Array, comm = `runside-${this.id}`): void {
    const buffers = lines ? [new DataView(lines.buffer)] : [];
    this._handlers.get(comm)?.({ data, buffers });
  }

  sayLines(run: string, writer: string, first: number, records: Json[]): void {
    const last = first + records.length - 1;
    const data = { type: 'lines', run, writer, first, last };
    this.say(data, lines(run, first, records));
  }

  /** Answer the latest request of a kind; or one of another page. */
  answer(ask: string, data: JsonObject, lines?: Uint8Array): void {
    const request = this.asked.filter(asked => asked.ask === ask).at(-1);
    this.say({ ...data, re: request?.id ?? 'nobody' }, lines);
  }

  /** Lines as an answer. */
  answerLines(
    ask: string,
    run: string,
    writer: string,
    first: number,
    records: Json[]
  ): void {
    const last = first + records.length - 1;
    const data = { type: 'lines', run, writer, first, last };
    this.answer(ask, data, lines(run, first, records));
  }

  /** Say what runs in the kernel. */
  hello(runs: { run: string; writer: string; last: number }[]): void {
    const told = runs.map(run => ({ ...run, finished: false }));
    const comm = `runside-${this.id}`;
    this.answer('hello', { type: 'hello', protocol: 1, comm, runs: told });
  }

  private readonly _changed = new Signal<IKernelPort, KernelChange>(this);
  private readonly _handlers = new Map<
    string,
    (message: IKernelMessage) => void
  >();
}
