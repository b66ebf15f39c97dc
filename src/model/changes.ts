import { type IRunChange } from './types';

/** Which parts of a run can change besides its keys. */
export type Part = Exclude<keyof IRunChange, 'keys'>;

/**
 * Calls back at the next frame of the page; less often for a run that goes on
 * faster than the live link brings it.
 */
export type Schedule = (callback: () => void, isOutrun?: boolean) => void;

/**
 * Gathers changes, and tells of them once for each scheduled frame.
 */
export class Changes {
  /**
   * @param schedule - calls back at the next frame
   */
  constructor(
    private readonly _schedule: (callback: () => void) => void,
    private readonly _tell: (change: IRunChange) => void
  ) {}

  key(path: string): void {
    this._keys.add(path);
    this._wake();
  }

  part(part: Part): void {
    this._parts.add(part);
    this._wake();
  }

  /** Nothing is told any more. */
  stop(): void {
    this._isStopped = true;
  }

  private _wake(): void {
    if (this._isScheduled || this._isStopped) {
      return;
    }
    this._isScheduled = true;
    this._schedule(() => {
      this._isScheduled = false;
      if (!this._isStopped) {
        this._flush();
      }
    });
  }

  private _flush(): void {
    const keys = this._keys;
    const parts = this._parts;
    this._keys = new Set();
    this._parts = new Set();
    this._tell({
      keys,
      structure: parts.has('structure'),
      info: parts.has('info'),
      config: parts.has('config'),
      summary: parts.has('summary'),
      links: parts.has('links')
    });
  }

  private _keys = new Set<string>();
  private _parts = new Set<Part>();
  private _isScheduled = false;
  private _isStopped = false;
}
