import type { INotebookModel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';

import type { LinkHub } from '../link';
import type { IRunInfo, RunModel } from '../model';
import type { IPictureOfRun } from '../panel/picture';
import { isLive, isOver } from '../panel/states';
import { runsShown } from './bundle';
import { restOf } from './restOf';
import { outputsOfRuns, writePicture } from './runOutputs';
import type { IWritingTurn } from './writingTurn';

/** How long a picture waits for what has not come yet, in ms. */
const PATIENCE = 20_000;

/** So many pictures are kept, in case that the kernel's own come after them. */
const REMEMBERED = 8;

/**
 * Writes pictures of runs into one notebook, so that it shows them where there is
 * neither kernel nor Jupyter server: when a run ends or goes idle, and before that as
 * often as the user wants it.
 *
 * Which runs those are: the ones whose cells this page executed; the ones that are live
 * and shown in the notebook, when no other page has it open any more (as after a reload);
 * and the ones that ended while no page looked. A picture of the last kind goes into the
 * notebook with the user's next change of it: to be opened changes no notebook.
 */
export class PictureWriter implements IDisposable {
  constructor(options: PictureWriter.IOptions) {
    this._options = options;
    const { notebook, hub } = options;
    hub.runs.changed.connect(this._onRuns, this);
    notebook.contentChanged.connect(this._onContent, this);
    notebook.stateChanged.connect(this._onState, this);
    this._onRuns();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._stop();
    const { notebook, hub } = this._options;
    hub.runs.changed.disconnect(this._onRuns, this);
    notebook.contentChanged.disconnect(this._onContent, this);
    notebook.stateChanged.disconnect(this._onState, this);
  }

  /**
   * The kernel has shown a run, or shows it differently, because this page executed a
   * cell.
   */
  onShown(run: string): void {
    const { notebook, isWritable } = this._options;
    const last = this._written.get(run);
    if (last && isWritable()) {
      // What the kernel drew at the end has taken the place of ours.
      writePicture(notebook, last);
    }
    this._follow(run, true);
  }

  /** This page has drawn a run that an output of the notebook shows. */
  onDrawn(run: string): void {
    this._drawn.add(run);
    this._lookForLate();
  }

  /** The notebook is somewhere else now, and other pages may have it open there. */
  onMoved(): void {
    for (const [run, { isOurs }] of this._stop()) {
      this._follow(run, isOurs);
    }
  }

  /** @returns what was followed */
  private _stop(): [run: string, followed: IFollowed][] {
    const before = [...this._following];
    this._following.clear();
    for (const [, { abort }] of before) {
      abort.abort();
    }
    return before;
  }

  private _onRuns(): void {
    const live = this._options.hub.runs.infos.filter(
      ({ run, state }) => isLive(state) && !this._following.has(run)
    );
    if (live.length > 0) {
      this._shown ??= runsShown(this._options.notebook);
      for (const { run } of live) {
        if (this._shown.has(run)) {
          this._follow(run, false);
        }
      }
    }
    this._lookForLate();
  }

  private _onContent(): void {
    this._shown = null;
  }

  private _onState(_: unknown, { name }: { name: string }): void {
    if (name === 'dirty') {
      this._lookForLate();
    }
  }

  /** Runs that have ended while no page looked. */
  private _lookForLate(): void {
    const { notebook, hub } = this._options;
    if (!notebook.dirty) {
      return;
    }
    for (const run of this._drawn) {
      const info = hub.runs.get(run);
      if (info === null || !isOver(info.state)) {
        continue;
      }
      this._drawn.delete(run);
      const lacksIt = [...outputsOfRuns(notebook)].some(
        ({ bundle }) =>
          bundle.run === run &&
          (bundle.saved === null || !isOver(bundle.saved.info.state))
      );
      if (lacksIt) {
        this._follow(run, true);
      }
    }
  }

  private _follow(run: string, isOurs: boolean): void {
    const present = this._following.get(run);
    if (this.isDisposed || present?.isOurs || (present && !isOurs)) {
      return;
    }
    if (present?.hasTurn) {
      // The Jupyter server told of the run before the kernel showed it.
      present.isOurs = true;
      return;
    }
    present?.abort.abort();
    const followed: IFollowed = {
      isOurs,
      hasTurn: false,
      abort: new AbortController()
    };
    this._following.set(run, followed);
    void this._write(run, followed)
      .catch((error: unknown) => {
        console.error(
          `Runside: the picture of run ${run} was not saved`,
          error
        );
      })
      .finally(() => {
        if (this._following.get(run) === followed) {
          this._following.delete(run);
        }
      });
  }

  private async _write(run: string, followed: IFollowed): Promise<void> {
    const { hub, turn, period } = this._options;
    const { signal } = followed.abort;
    const lease = await turn.take(run, followed.isOurs, signal);
    followed.hasTurn = true;
    if (!followed.isOurs && isOver(hub.runs.get(run)?.state ?? 'running')) {
      // Whoever had the turn before us has written its end.
      lease.dispose();
      return;
    }
    const handle = hub.open(run);
    try {
      const { model } = handle;
      // A run of another page's is pictured when it comes to rest while we look.
      let countsIdle = followed.isOurs;
      while (!signal.aborted) {
        await restOf(model, { countsIdle, period, signal });
        countsIdle = false;
        await this._takeAndWrite(model, signal);
        if (isOver(model.info?.state ?? 'running')) {
          return;
        }
      }
    } finally {
      handle.dispose();
      lease.dispose();
    }
  }

  private async _takeAndWrite(
    model: RunModel,
    signal: AbortSignal
  ): Promise<void> {
    const { notebook, take, isWritable } = this._options;
    const picture = await take(model, PATIENCE, signal);
    if (picture && !signal.aborted && isWritable()) {
      writePicture(notebook, picture);
      this._remember(picture);
    }
  }

  private _remember(picture: IPictureOfRun): void {
    const { run } = picture.saved.info;
    this._written.delete(run);
    this._written.set(run, picture);
    const [oldest] = this._written.keys();
    if (this._written.size > REMEMBERED) {
      this._written.delete(oldest);
    }
  }

  private readonly _options: PictureWriter.IOptions;
  private _isDisposed = false;
  private readonly _following = new Map<string, IFollowed>();
  /** The runs that outputs of the notebook show; null when that may have changed. */
  private _shown: ReadonlySet<string> | null = null;
  /** The pictures that were written last. */
  private readonly _written = new Map<string, IPictureOfRun>();
  /** Runs that this page has drawn, and that may lack a picture. */
  private readonly _drawn = new Set<string>();
}

/** A run whose picture is to be written. */
interface IFollowed {
  /** Whether this page executed its cell. */
  isOurs: boolean;
  hasTurn: boolean;
  readonly abort: AbortController;
}

export namespace PictureWriter {
  export interface IOptions {
    notebook: INotebookModel;
    hub: Pick<LinkHub, 'open'> & {
      readonly runs: {
        readonly infos: readonly IRunInfo[];
        get(run: string): IRunInfo | null;
        readonly changed: ISignal<unknown, void>;
      };
    };
    turn: IWritingTurn;
    /** How often to write while a run runs, in ms; 0: not at all. */
    period: () => number;
    /** Whether the notebook can be changed and saved. */
    isWritable: () => boolean;
    take: (
      model: RunModel,
      patience: number,
      signal: AbortSignal
    ) => Promise<IPictureOfRun | null>;
  }
}
