import type { ISmoothing } from '../../model';
import { FoldState } from '../../model/fold';
import {
  decimatedBase,
  smoothedBase
} from '../../model/testing/answeredColumns';
import type { Entry } from '../../model/testing/journals';
import { rowsOf } from '../../model/testing/rows';
import {
  type Json,
  type JsonObject,
  encodeValue,
  toNumber
} from '../../protocol';
import {
  type IPlainColumns,
  encodeColumns
} from '../../protocol/testing/encodeColumns';
import { line } from '../../protocol/testing/lines';
import type { IServerPort } from '../ports';

/**
 * A Jupyter server with an index in memory, that answers as
 * `protocol/README.md` says.
 */
export class FakeServer implements IServerPort {
  /** `absent`: it has no Runside part; `away`: it cannot be reached. */
  state: 'there' | 'absent' | 'away' = 'there';

  /** The paths that were fetched, in order. */
  readonly fetched: string[] = [];

  /** The sockets that are open. */
  readonly sockets = new Set<FakeSocket>();

  /** What the info of runs says besides what it must. */
  info: JsonObject = {};

  fetch(path: string, init?: RequestInit): Promise<Response> {
    const { method = 'GET' } = init ?? {};
    this.fetched.push(method === 'GET' ? path : `${method} ${path}`);
    if (this.state === 'away' || init?.signal?.aborted) {
      return Promise.reject(new TypeError('Failed to fetch'));
    }
    return Promise.resolve(
      this.state === 'absent'
        ? answer(404, '')
        : method === 'GET'
          ? this._answer(path)
          : this._change(path, method, init?.body as string)
    );
  }

  socket(): WebSocket {
    const socket = new FakeSocket(this);
    return socket as unknown as WebSocket;
  }

  /** Records of a writer reach the index, and pages are told. */
  index(run: string, writer: string, records: Json[]): void {
    const journal = this._journal(run, writer);
    journal.push(...records);
    this.tell(run);
  }

  /** The index is lost, and pages with it; it begins anew. */
  forget(): void {
    this.stop();
    this._journals.clear();
    this.state = 'there';
  }

  /** Tell pages how far the index is with a run. */
  tell(run: string, cursors = this._cursors(run)): void {
    const event = { type: 'run', info: this._info(run), cursors };
    this.say(JSON.stringify(event));
  }

  say(event: string): void {
    for (const { onmessage } of this.sockets) {
      onmessage?.({ data: event });
    }
  }

  /** The server stops. */
  stop(): void {
    this.state = 'away';
    for (const socket of Array.from(this.sockets)) {
      socket.close();
    }
  }

  /** What was fetched since the last call, as far as it begins so. */
  takeFetched(prefix = ''): string[] {
    return this.fetched
      .splice(0)
      .filter(path => path.startsWith(prefix))
      .map(path => decodeURIComponent(path));
  }

  private _change(path: string, method: string, body: string): Response {
    const run = path.split('/')[1];
    if (this.info.mine === false) {
      const message = 'this run belongs to bob';
      return answer(403, JSON.stringify({ message }));
    }
    if (method === 'DELETE') {
      this._journals.delete(run);
      this.say(JSON.stringify({ type: 'gone', run }));
      return answer(204, '');
    }
    this.info = { ...this.info, ...(JSON.parse(body) as JsonObject) };
    return answer(200, JSON.stringify({ info: this._info(run) }));
  }

  private _answer(path: string): Response {
    const url = new URL(path, 'http://server/');
    const [, collection, run, what] = url.pathname.split('/');
    const runs = url.searchParams.getAll('run');
    if (collection === 'series') {
      return this._seriesOfRuns(runs, url.searchParams.get('key') ?? '');
    }
    if (collection === 'keys') {
      const keys = [{ path: 'a', runs: runs.length }];
      return answer(200, JSON.stringify({ keys }));
    }
    if (collection !== 'runs') {
      return answer(404, '');
    }
    if (run === undefined) {
      const runs = Array.from(this._journals.keys(), uid => this._info(uid));
      return answer(200, JSON.stringify({ runs, problems: [] }));
    }
    if (!this._journals.has(run)) {
      return answer(404, '');
    }
    switch (what) {
      case undefined:
        return answer(200, JSON.stringify(encodeValue(this._run(run))));
      case 'series':
        return this._series(run, url.searchParams);
      case 'values':
        return this._values(run, url.searchParams.get('key') ?? '');
      case 'lines':
        return this._lines(run, url.searchParams);
      default:
        return answer(404, '');
    }
  }

  private _run(run: string): JsonObject {
    const fold = new FoldState(run);
    const keys = new Map<string, JsonObject>();
    for (const entry of this._entries(run)) {
      fold.add(...entry);
    }
    for (const [step, row] of rowsOf(this._entries(run))) {
      for (const [path, { value }] of row) {
        const key = keys.get(path) ?? { n: 0, numbers: 0, first_step: step };
        const isNumber = toNumber(value) !== null;
        keys.set(path, {
          ...key,
          n: Number(key.n) + 1,
          numbers: Number(key.numbers) + (isNumber ? 1 : 0),
          last_step: step
        });
      }
    }
    return {
      info: this._info(run),
      fold: fold.toJson() as unknown as JsonObject,
      keys: Object.fromEntries(keys)
    };
  }

  private _series(run: string, query: URLSearchParams): Response {
    const pixelColumns = Number(query.get('points'));
    const smooth = query.get('smooth');
    const series = query.getAll('key').map(key => {
      const columns = this._columns(run, key);
      if (smooth === null) {
        return decimatedBase(columns, pixelColumns);
      }
      const [kind, amount] = smooth.split(':');
      const smoothing = { kind, amount: Number(amount) } as ISmoothing;
      return smoothedBase(key, columns, smoothing, pixelColumns);
    });
    return answer(200, encodeColumns(this._cursors(run), series));
  }

  private _seriesOfRuns(runs: string[], key: string): Response {
    const series = runs
      .map(run => ({ ...this._columns(run, key), run }))
      .filter(({ of }) => of > 0)
      .map(columns => ({ ...columns, summary: columns.value.at(-1) }));
    return answer(200, encodeColumns({}, series));
  }

  private _columns(run: string, key: string): IPlainColumns {
    const points = this._points(run, key).filter(
      ({ value }) => toNumber(value) !== null
    );
    return {
      key,
      of: points.length,
      step: points.map(({ step }) => step),
      time: points.map(({ t }) => t),
      value: points.map(({ value }) => Number(value))
    };
  }

  private _values(run: string, key: string): Response {
    const values = this._points(run, key)
      .filter(({ value }) => toNumber(value) === null)
      .map(point => ({ ...point, writer: 'w1', seq: 1 }));
    const told = encodeValue({ cursors: this._cursors(run), values });
    return answer(200, JSON.stringify(told));
  }

  private _lines(run: string, query: URLSearchParams): Response {
    const limit = Number(query.get('limit'));
    const parts = (query.get('after') ?? '').split(',').map(part => {
      const [writer, after] = part.split(':');
      const journal = this._journal(run, writer);
      let text = '';
      let last = Number(after);
      while (last < journal.length && text.length < limit) {
        text += line(run, last + 1, journal[last]);
        last += 1;
      }
      const more = last < journal.length;
      const head = { writer, first: Number(after) + 1, last, more };
      return `${JSON.stringify({ ...head, bytes: text.length })}\n${text}`;
    });
    return answer(200, new TextEncoder().encode(parts.join('')).buffer);
  }

  private _points(
    run: string,
    path: string
  ): { step: number; t: number; value: Json }[] {
    return Array.from(rowsOf(this._entries(run)))
      .sort(([one], [other]) => one - other)
      .flatMap(([step, row]) => {
        const cell = row.get(path);
        return cell ? [{ step, ...cell }] : [];
      });
  }

  private _info(run: string): JsonObject {
    const must = { run, project: 'p', id: 'r', name: 'n', start: 100 };
    return { ...must, state: 'running', ...this.info };
  }

  private _cursors(run: string): Record<string, number> {
    return Object.fromEntries(
      Array.from(this._journals.get(run) ?? [], ([writer, journal]) => [
        writer,
        journal.length
      ])
    );
  }

  private _entries(run: string): Entry[] {
    return Array.from(this._journals.get(run) ?? []).flatMap(
      ([writer, journal]) =>
        journal.map((record, i): Entry => [writer, i + 1, record as never])
    );
  }

  private _journal(run: string, writer: string): Json[] {
    const writers = this._journals.get(run) ?? new Map<string, Json[]>();
    this._journals.set(run, writers);
    const journal = writers.get(writer) ?? [];
    writers.set(writer, journal);
    return journal;
  }

  private readonly _journals = new Map<string, Map<string, Json[]>>();
}

/** A socket that opens a moment later where the server is there. */
export class FakeSocket {
  constructor(private readonly _server: FakeServer) {
    void Promise.resolve().then(() => {
      if (_server.state === 'there') {
        _server.sockets.add(this);
        this.onopen?.();
      } else {
        this.onclose?.();
      }
    });
  }

  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;

  close(): void {
    this._server.sockets.delete(this);
    this.onclose?.();
  }
}

function answer(status: number, body: string | ArrayBuffer): Response {
  return {
    status,
    ok: status < 300,
    text: () => Promise.resolve(body),
    arrayBuffer: () => Promise.resolve(body),
    blob: () => Promise.resolve(body)
  } as unknown as Response;
}
