import { UUID } from '@lumino/coreutils';
import { type Ask, type JsonObject, request } from '../protocol';

/**
 * This page's requests to one kernel. Answers go to all pages that listen: this
 * page's are told by the id of the request.
 */
export class Requests {
  /**
   * @param _send - gives false where the request could not be sent
   */
  constructor(
    private readonly _send: (message: JsonObject) => Promise<boolean>
  ) {}

  /** @returns whether it was sent */
  async ask(ask: Ask): Promise<boolean> {
    const id = `${this._page}-${++this._count}`;
    this._open.set(id, ask);
    const isSent = await this._send(request(id, ask));
    if (!isSent) {
      this._open.delete(id);
    }
    return isSent;
  }

  /** An answer is complete. Null where another page asked. */
  settle(re: string): Ask | null {
    const ask = this._open.get(re) ?? null;
    this._open.delete(re);
    return ask;
  }

  /** Nothing that was asked will be answered any more. */
  clear(): void {
    this._open.clear();
  }

  private readonly _page = UUID.uuid4();
  private readonly _open = new Map<string, Ask>();
  private _count = 0;
}
