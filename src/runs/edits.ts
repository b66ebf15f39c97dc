import type { ITranslation } from '../panel/host';
import type { IRunEdit, IRunInfo } from '../protocol';

/** What went wrong with some runs, and how it is tried again. */
export interface IFailedEdits {
  readonly text: string;
  retry(): void;
}

/** An edit for each run. */
export type Edits = ReadonlyMap<string, IRunEdit>;

/** So many runs are changed at the same time. */
const AT_ONCE = 4;

/**
 * Edits of runs, shown at once and taken back where they fail. Those of one run are
 * sent one after the other, so that the last one wins.
 */
export class RunEdits {
  constructor(options: RunEdits.IOptions) {
    this._options = options;
  }

  /** The last edits that failed; null once they were tried again, or others made. */
  get failure(): IFailedEdits | null {
    return this._failure;
  }

  /** The runs that were last moved to the trash, if they can be taken back. */
  get trashed(): readonly string[] {
    return this._trashed;
  }

  /** What is known of a run, with the edits that are under way. */
  overlay(info: IRunInfo): IRunInfo {
    const pending = this._pending.get(info.run);
    return pending
      ? pending.reduce((known, edit) => ({ ...known, ...asInfo(edit) }), info)
      : info;
  }

  /** Resolves when all were tried. */
  async apply(edits: Edits): Promise<void> {
    this._failure = null;
    const given = Array.from(edits);
    if (given.some(([, edit]) => edit.trash !== undefined)) {
      this._trashed = given
        .filter(([, edit]) => edit.trash)
        .map(([run]) => run);
    }
    for (const [run, edit] of edits) {
      this._pending.set(run, [...(this._pending.get(run) ?? []), edit]);
    }
    this._options.changed();
    const { failed, reason } = await this._try(Array.from(edits.keys()), run =>
      this._send(run, edits.get(run) as IRunEdit)
    );
    if (failed.length > 0) {
      this._trashed = this._trashed.filter(run => !failed.includes(run));
      const again = given.filter(([run]) => failed.includes(run));
      this._fail(failed, reason, () => void this.apply(new Map(again)));
    }
  }

  /** Delete runs that are in the trash, for ever. */
  async remove(runs: readonly string[]): Promise<void> {
    this._failure = null;
    this._options.changed();
    const { failed, reason } = await this._try(runs, this._options.remove);
    if (failed.length > 0) {
      this._fail(failed, reason, () => void this.remove(failed));
    }
  }

  /** Take the last runs out of the trash again. */
  undoTrash(): void {
    void this.apply(new Map(this._trashed.map(run => [run, { trash: false }])));
  }

  /** What was said of the last edits has been read. */
  dismiss(): void {
    this._failure = null;
    this._trashed = [];
    this._options.changed();
  }

  private async _try(
    runs: readonly string[],
    act: (run: string) => Promise<unknown>
  ): Promise<{ failed: string[]; reason: string }> {
    const waiting = [...runs];
    const failed: string[] = [];
    let reason = '';
    const work = async () => {
      for (let run = waiting.shift(); run; run = waiting.shift()) {
        try {
          await act(run);
        } catch (error) {
          failed.push(run);
          reason = error instanceof Error ? error.message : String(error);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return { failed, reason };
  }

  private async _send(run: string, edit: IRunEdit): Promise<void> {
    const before = this._sending.get(run) ?? Promise.resolve();
    const sent = before.then(() => this._options.edit(run, edit));
    // The next one waits for this one, whatever became of it.
    const done = sent.then(
      () => undefined,
      () => undefined
    );
    this._sending.set(run, done);
    try {
      await sent;
    } finally {
      if (this._sending.get(run) === done) {
        this._sending.delete(run);
      }
      this._drop(run, edit);
    }
  }

  private _drop(run: string, edit: IRunEdit): void {
    const left = (this._pending.get(run) ?? []).filter(one => one !== edit);
    if (left.length > 0) {
      this._pending.set(run, left);
    } else {
      this._pending.delete(run);
    }
    this._options.changed();
  }

  private _fail(runs: string[], reason: string, retry: () => void): void {
    const { trans, nameOf } = this._options;
    this._failure = {
      text:
        runs.length === 1
          ? trans.__('“%1” was not changed: %2', nameOf(runs[0]), reason)
          : trans._n(
              '%1 run was not changed: %2',
              '%1 runs were not changed: %2',
              runs.length,
              reason
            ),
      retry
    };
    this._options.changed();
  }

  private readonly _options: RunEdits.IOptions;
  /** Edits that are under way, oldest first. */
  private readonly _pending = new Map<string, readonly IRunEdit[]>();
  private readonly _sending = new Map<string, Promise<void>>();
  private _failure: IFailedEdits | null = null;
  private _trashed: readonly string[] = [];
}

export namespace RunEdits {
  export interface IOptions {
    edit: (run: string, edit: IRunEdit) => Promise<unknown>;
    remove: (run: string) => Promise<void>;
    nameOf: (run: string) => string;
    /** What is shown of a run, or said of its edits, has changed. */
    changed: () => void;
    trans: ITranslation;
  }
}

function asInfo({ total_steps, ...same }: IRunEdit): Partial<IRunInfo> {
  return total_steps === undefined
    ? same
    : { ...same, totalSteps: total_steps };
}
