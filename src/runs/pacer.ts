import type { IDisposable } from '@lumino/disposable';

/**
 * Does one thing when it is asked for, but never twice at once, and not sooner after
 * it was last begun than whoever asks can wait.
 */
export class Pacer implements IDisposable {
  constructor(private readonly _act: () => Promise<void>) {}

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * @param gap - milliseconds since it was last begun
   */
  ask(gap: number): void {
    const due = this._begun + gap;
    if (this._isDisposed || due >= this._due) {
      return;
    }
    this._due = due;
    if (!this._isActing) {
      clearTimeout(this._timer);
      this._timer = setTimeout(
        () => void this._begin(),
        Math.max(0, due - Date.now())
      );
    }
  }

  /** What was asked for is not wanted any more. */
  cancel(): void {
    clearTimeout(this._timer);
    this._due = Infinity;
  }

  dispose(): void {
    this._isDisposed = true;
    this.cancel();
  }

  private async _begin(): Promise<void> {
    this._due = Infinity;
    this._begun = Date.now();
    this._isActing = true;
    await this._act();
    this._isActing = false;
    if (this._due < Infinity) {
      const gap = this._due - this._begun;
      this._due = Infinity;
      this.ask(gap);
    }
  }

  private _isDisposed = false;
  private _isActing = false;
  private _begun = -Infinity;
  /** When it is to be done, if it is. */
  private _due = Infinity;
  private _timer: ReturnType<typeof setTimeout> | undefined;
}
