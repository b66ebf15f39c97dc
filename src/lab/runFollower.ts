import type { RunCollection } from '../model';
import type { IRunInfo } from '../protocol';
import type { INotebookInView } from '../runs/host';
import { Claims, placeOf } from '../runs/places';
import type { NotebookInView } from './notebookInView';
import type { RunsSidebar } from './runsSidebar';

/** Shows each new run of the notebook in front in the sidebar, while that is open and nobody wants to see another one. */
export class RunFollower {
  constructor(options: RunFollower.IOptions) {
    this._options = options;
    const { sidebar, inView } = options;
    inView?.changed.connect(this._follow, this);
    sidebar.shownChanged.connect(this._onShown, this);
  }

  /** Whether the user wants this. */
  get isWanted(): boolean {
    return this._isWanted;
  }

  set isWanted(isWanted: boolean) {
    this._isWanted = isWanted;
    this._follow();
  }

  /** Whether no run of the notebook in front is newer. */
  isNewest(run: string): boolean {
    return run === this._newest;
  }

  private get _newest(): string | null {
    const { inView, runs } = this._options;
    return newestRunOf(inView?.current ?? null, runs.infos);
  }

  private _onShown(_: unknown, isShown: boolean): void {
    const { inView, runs } = this._options;
    if (inView) {
      inView.isActive = isShown;
    }
    if (isShown) {
      runs.changed.connect(this._onRuns, this);
      this._onRuns();
    } else {
      runs.changed.disconnect(this._onRuns, this);
    }
  }

  private _onRuns(): void {
    const { sidebar, runs } = this._options;
    const { chosen } = sidebar;
    const isKnown = chosen !== null && runs.get(chosen) !== null;
    if (chosen !== null && chosen === this._lastKnown && !isKnown) {
      // It was deleted for ever.
      sidebar.forget();
    }
    this._lastKnown = isKnown ? chosen : null;
    this._follow();
  }

  private _follow(): void {
    const { sidebar } = this._options;
    if (this._isWanted && sidebar.isShown && sidebar.isFollowing) {
      const newest = this._newest;
      if (newest !== null && newest !== sidebar.chosen) {
        sidebar.choose(newest);
      }
    }
  }

  private readonly _options: RunFollower.IOptions;
  private _isWanted = true;
  /** The chosen run, if the Jupyter server knew it when it last told of its runs. */
  private _lastKnown: string | null = null;
}

export namespace RunFollower {
  export interface IOptions {
    sidebar: RunsSidebar;
    inView: NotebookInView | null;
    runs: RunCollection;
  }
}

/**
 * The newest run of a notebook that is not put away.
 *
 * @param infos - newest first
 */
export function newestRunOf(
  notebook: INotebookInView | null,
  infos: readonly IRunInfo[]
): string | null {
  const claims = new Claims();
  const newest = infos.find(
    info =>
      !info.trash &&
      !info.hidden &&
      placeOf(info, notebook, claims).kind === 'here'
  );
  return newest?.run ?? null;
}
