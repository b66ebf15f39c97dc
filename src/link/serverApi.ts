import { type ISmoothing, type ITranslation, smoothingText } from '../model';
import {
  BadData,
  type IKeyOfRuns,
  type ILinesPart,
  type IRunAnswer,
  type IRunColumns,
  type IRunEdit,
  type IRunInfo,
  type IRunsAnswer,
  type ISeriesAnswer,
  type ISmoothedAnswer,
  type IValuesAnswer,
  decodeColumns,
  decodeEdited,
  decodeKeys,
  decodeLinesAnswer,
  decodeRun,
  decodeRunColumns,
  decodeSmoothedColumns,
  decodeRuns,
  decodeText,
  decodeValues
} from '../protocol';
import type { IServerPort } from './ports';

/** The Jupyter server cannot be reached, or is about to stop. */
export class Unreachable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Unreachable';
  }
}

/** The Jupyter server answered, and not with what was asked for. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

/** A proxy's words for a server that is not there at present. */
const UNREACHABLE_STATUS: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * The calls below `/runside/api/v1/`. Each rejects with `Unreachable`, with
 * `Refusal`, or with `BadData` where the answer cannot be read.
 */
export class ServerApi {
  /**
   * @param signal - ends what is under way when the owner is disposed of
   */
  constructor(
    private readonly _port: IServerPort,
    private readonly _signal: AbortSignal,
    private readonly _trans: ITranslation
  ) {}

  async runs(): Promise<IRunsAnswer> {
    return decodeRuns(decodeText(await (await this._get('runs')).text()));
  }

  /** Null where the server does not know the run. */
  async run(uid: string): Promise<IRunAnswer | null> {
    const response = await this._find(`runs/${uid}`);
    return response && decodeRun(decodeText(await response.text()));
  }

  async series(
    uid: string,
    keys: readonly string[],
    pixelColumns: number
  ): Promise<ISeriesAnswer> {
    const query = seriesQuery(keys, pixelColumns);
    const response = await this._get(`runs/${uid}/series?${query}`);
    return decodeColumns(await response.arrayBuffer());
  }

  /** The same, smoothed over all of their points. */
  async smoothed(
    uid: string,
    keys: readonly string[],
    pixelColumns: number,
    smoothing: ISmoothing
  ): Promise<ISmoothedAnswer> {
    const query = seriesQuery(keys, pixelColumns);
    query.set('smooth', smoothingText(smoothing));
    const response = await this._get(`runs/${uid}/series?${query}`);
    return decodeSmoothedColumns(await response.arrayBuffer());
  }

  async values(uid: string, key: string): Promise<IValuesAnswer> {
    const query = new URLSearchParams({ key });
    const response = await this._get(`runs/${uid}/values?${query}`);
    return decodeValues(decodeText(await response.text()));
  }

  /**
   * Lines after these seqs, at most so many bytes of them.
   */
  async lines(
    uid: string,
    after: ReadonlyMap<string, number>,
    limit: number
  ): Promise<ILinesPart[]> {
    const cursors = Array.from(after, ([writer, seq]) => `${writer}:${seq}`);
    const query = new URLSearchParams({
      after: cursors.join(','),
      limit: String(limit)
    });
    const response = await this._get(`runs/${uid}/lines?${query}`);
    return decodeLinesAnswer(new Uint8Array(await response.arrayBuffer()));
  }

  async blob(uid: string, sha256: string): Promise<Blob> {
    return (await this._get(`runs/${uid}/blobs/${sha256}`)).blob();
  }

  /** Change what is said of a run. Resolves to what it is then. */
  async edit(uid: string, edit: IRunEdit): Promise<IRunInfo> {
    const response = await this._get(`runs/${uid}`, {
      method: 'PATCH',
      body: JSON.stringify(edit),
      headers: { 'Content-Type': 'application/json' }
    });
    return decodeEdited(decodeText(await response.text()));
  }

  /** Delete the files of a run that is in the trash, for ever. */
  async remove(uid: string): Promise<void> {
    await this._get(`runs/${uid}`, { method: 'DELETE' });
  }

  /** One series of many runs; those that lack it are left out. */
  async seriesOfRuns(
    key: string,
    uids: readonly string[],
    pixelColumns: number
  ): Promise<IRunColumns[]> {
    const query = runsQuery(uids);
    query.append('key', key);
    query.set('points', String(pixelColumns));
    const response = await this._get(`series?${query}`);
    return decodeRunColumns(await response.arrayBuffer());
  }

  /** The paths with numbers of these runs, those of most runs first. */
  async keysOfRuns(uids: readonly string[]): Promise<IKeyOfRuns[]> {
    const response = await this._get(`keys?${runsQuery(uids)}`);
    return decodeKeys(decodeText(await response.text()));
  }

  private async _get(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await this._find(path, init);
    if (response === null) {
      throw new Refusal(
        404,
        this._trans.__('The Jupyter server does not have this.')
      );
    }
    return response;
  }

  /** Null for 404. */
  private async _find(
    path: string,
    init: RequestInit = {}
  ): Promise<Response | null> {
    let response;
    try {
      response = await this._port.fetch(path, {
        ...init,
        signal: this._signal
      });
    } catch {
      throw new Unreachable(
        this._trans.__('The Jupyter server cannot be reached.')
      );
    }
    if (UNREACHABLE_STATUS.has(response.status)) {
      throw new Unreachable(answered(response, this._trans));
    }
    if (response.status === 404) {
      return null;
    }
    if (!response.ok) {
      throw new Refusal(
        response.status,
        await refusalOf(response, this._trans)
      );
    }
    return response;
  }
}

function seriesQuery(
  keys: readonly string[],
  pixelColumns: number
): URLSearchParams {
  const query = new URLSearchParams(keys.map(key => ['key', key]));
  query.set('points', String(pixelColumns));
  return query;
}

function runsQuery(uids: readonly string[]): URLSearchParams {
  return new URLSearchParams(uids.map(uid => ['run', uid]));
}

/** What a person is told of a refusal. */
async function refusalOf(
  response: Response,
  trans: ITranslation
): Promise<string> {
  const said = await response.text().catch(() => '');
  try {
    const { message } = JSON.parse(said) as { message?: unknown };
    if (typeof message === 'string' && message !== '') {
      return trans.__('The Jupyter server refuses: %1', message);
    }
  } catch {
    // No JSON: the status has to do.
  }
  return answered(response, trans);
}

function answered({ status }: Response, trans: ITranslation): string {
  return trans.__('The Jupyter server answers %1.', status);
}

/**
 * What went wrong, in words for people; null where there is nothing to tell,
 * since the footer says so or since the page is going away.
 */
export function problemOf(error: unknown, trans: ITranslation): string | null {
  if (error instanceof Unreachable) {
    return null;
  }
  if (error instanceof BadData || error instanceof Refusal) {
    return error.message;
  }
  if (error instanceof DOMException && error.name === 'AbortError') {
    return null;
  }
  return trans.__('Unexpected: %1', String(error));
}
