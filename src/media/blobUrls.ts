import type { IDisposable } from '@lumino/disposable';

/**
 * Object URLs of a run's blobs. Each blob is fetched once for all that show it; the
 * URLs of those that nobody shows any more are kept for a while, so that stepping
 * back and forth fetches nothing, and then revoked.
 */
export class BlobUrls implements IDisposable {
  /**
   * @param fetch - the bytes of a blob, by its SHA-256
   */
  constructor(
    private readonly _fetch: (sha256: string) => Promise<Blob>,
    { keep = 128, standIn = () => null }: BlobUrls.IOptions = {}
  ) {
    this._keep = keep;
    this._standIn = standIn;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Use a blob, until the result is disposed of. A fetch that failed is tried again
   * by the next one who uses it.
   */
  use(sha256: string): BlobUrls.IUse {
    const entry = this._entries.get(sha256) ?? this._start(sha256);
    entry.users += 1;
    this._unused.delete(sha256);
    let isDisposed = false;
    return {
      standIn: this._standIn(sha256),
      ready: entry.ready,
      get url() {
        return entry.url;
      },
      get isDisposed() {
        return isDisposed;
      },
      dispose: () => {
        if (!isDisposed) {
          isDisposed = true;
          this._leave(sha256, entry);
        }
      }
    };
  }

  dispose(): void {
    this._isDisposed = true;
    for (const entry of this._entries.values()) {
      revoke(entry);
    }
    this._entries.clear();
    this._unused.clear();
  }

  private _start(sha256: string): IEntry {
    const entry: IEntry = { users: 0, url: null, ready: Promise.resolve('') };
    entry.ready = this._fetch(sha256).then(
      blob => {
        entry.url = URL.createObjectURL(blob);
        if (this._entries.get(sha256) !== entry) {
          // Nobody waited for it: the entry is gone.
          revoke(entry);
        }
        return entry.url ?? '';
      },
      (error: unknown) => {
        if (this._entries.get(sha256) === entry) {
          this._entries.delete(sha256);
          this._unused.delete(sha256);
        }
        throw error;
      }
    );
    // Who uses it hears of a failure; a prefetch that nobody awaits may fail.
    entry.ready.catch(() => undefined);
    this._entries.set(sha256, entry);
    return entry;
  }

  private _leave(sha256: string, entry: IEntry): void {
    entry.users -= 1;
    if (entry.users > 0 || this._entries.get(sha256) !== entry) {
      return;
    }
    this._unused.add(sha256);
    for (const oldest of this._unused) {
      if (this._unused.size <= this._keep) {
        break;
      }
      const gone = this._entries.get(oldest);
      this._unused.delete(oldest);
      this._entries.delete(oldest);
      if (gone) {
        revoke(gone);
      }
    }
  }

  private readonly _keep: number;
  private readonly _standIn: (sha256: string) => string | null;
  private _entries = new Map<string, IEntry>();
  /** Oldest first. */
  private _unused = new Set<string>();
  private _isDisposed = false;
}

export namespace BlobUrls {
  export interface IOptions {
    /** How many URLs to keep that nobody uses. */
    keep?: number;
    /** A small picture to show until a blob is there, or if it never comes. */
    standIn?: (sha256: string) => string | null;
  }

  export interface IUse extends IDisposable {
    /** The URL; rejects where the bytes cannot be had. */
    readonly ready: Promise<string>;
    /** The URL if it is there already. */
    readonly url: string | null;
    /** What to show meanwhile. */
    readonly standIn: string | null;
  }
}

interface IEntry {
  users: number;
  url: string | null;
  ready: Promise<string>;
}

function revoke(entry: IEntry): void {
  if (entry.url !== null) {
    URL.revokeObjectURL(entry.url);
    entry.url = null;
  }
}
