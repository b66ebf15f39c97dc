import type { RunModel } from '../model';

/**
 * Which writers of a run live in its kernel, as far as it is known here. Until
 * the kernel has told, nothing is: then they count as alive.
 */
export class LiveWriters {
  constructor(private readonly _model: RunModel) {}

  /** The run is in another kernel. */
  reset(): void {
    this._alive = null;
    this._gone.clear();
  }

  /** These live, and no others. */
  tell(kernel: string | null, writers: readonly string[]): void {
    this._alive = new Set(writers);
    for (const writer of this._model.cursors.keys()) {
      if (!this._alive.has(writer)) {
        this._gone.add(writer);
      }
    }
    this._model.setAlive(kernel, writers);
  }

  /**
   * A writer has spoken: it lives. Not one that was gone already, whose last
   * lines may come late: a process that takes a run up again is a new writer.
   */
  hear(kernel: string | null, writer: string): void {
    const alive = this._alive;
    if (alive !== null && !alive.has(writer) && !this._gone.has(writer)) {
      alive.add(writer);
      this._model.setAlive(kernel, Array.from(alive));
    }
  }

  private _alive: Set<string> | null = null;
  private readonly _gone = new Set<string>();
}
