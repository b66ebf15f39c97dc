import type { Row } from './rows';

/**
 * Which row the keyboard is at, and which runs an action is for. Rows come and go
 * while somebody works: what is gone is no longer selected, and the keyboard stays
 * at the same height.
 */
export class RowSelection {
  /** The row that has, or would get, the focus. */
  get active(): string | null {
    return this._active;
  }

  /** The selected runs. */
  get runs(): ReadonlySet<string> {
    return this._runs;
  }

  /** Take in the rows as they are now. */
  settle(rows: readonly Row[]): void {
    const runs = new Set(runsOf(rows));
    if (Array.from(this._runs).some(run => !runs.has(run))) {
      this._runs = new Set(Array.from(this._runs).filter(run => runs.has(run)));
    }
    const index = indexOf(rows, this._active);
    if (index < 0) {
      const near = Math.min(Math.max(this._index, 0), rows.length - 1);
      this._active = rows[near]?.id ?? null;
    } else {
      this._index = index;
    }
    if (indexOf(rows, this._anchor) < 0) {
      this._anchor = this._active;
    }
  }

  /** Go to a row, which alone is selected. */
  go(rows: readonly Row[], id: string): void {
    this._setActive(rows, id);
    this._anchor = id;
    this._runs = new Set(runsOf(rows).filter(run => run === id));
  }

  /** Select from where the selection began up to a row. */
  extend(rows: readonly Row[], id: string): void {
    this._setActive(rows, id);
    const ends = [indexOf(rows, this._anchor), this._index];
    const range = rows.slice(Math.min(...ends), Math.max(...ends) + 1);
    this._runs = new Set(runsOf(range));
  }

  /** Take a run in, or out. */
  toggle(rows: readonly Row[], id: string): void {
    this._setActive(rows, id);
    this._anchor = id;
    const runs = new Set(this._runs);
    if (!runs.delete(id)) {
      runs.add(id);
    }
    this._runs = new Set(runsOf(rows).filter(run => runs.has(run)));
  }

  all(rows: readonly Row[]): void {
    this._runs = new Set(runsOf(rows));
  }

  clear(): void {
    this._runs = new Set();
  }

  /** What an action at a run is for: all selected runs, if it is one of several. */
  targets(run: string): string[] {
    return this._runs.size > 1 && this._runs.has(run)
      ? Array.from(this._runs)
      : [run];
  }

  private _setActive(rows: readonly Row[], id: string): void {
    this._active = id;
    this._index = indexOf(rows, id);
  }

  private _active: string | null = null;
  /** Where the active row stands. */
  private _index = 0;
  /** Where a range begins. */
  private _anchor: string | null = null;
  private _runs: ReadonlySet<string> = new Set();
}

function runsOf(rows: readonly Row[]): string[] {
  return rows.filter(row => row.kind === 'run').map(row => row.id);
}

function indexOf(rows: readonly Row[], id: string | null): number {
  return rows.findIndex(row => row.id === id);
}
