import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';
import type { ILinks, RunCollection } from '../model';
import type { IRunInfo } from '../protocol';
import { RunEdits } from './edits';
import type { INotebookInView, IRunListHost } from './host';
import {
  FIRST_STATE,
  type IRunListState,
  readState,
  withFold
} from './listState';
import { ListMetric } from './metric';
import { Claims, placeOf } from './places';
import {
  type IRowsOptions,
  type Row,
  foldsAround,
  listRows,
  trashRows
} from './rows';
import { parseSearch } from './search';
import { RowSelection } from './selection';
import { SeriesFeed } from './seriesFeed';

/** What is being written at a run, in the list or below it. */
export type Editor =
  | { readonly kind: 'name'; readonly run: string }
  | { readonly kind: 'note'; readonly run: string }
  | { readonly kind: 'tags'; readonly runs: readonly string[] };

/**
 * The runs of a Jupyter server as a list: their groups and folds, what is searched
 * for, selected and being edited, and which of them is in view. It knows nothing of
 * the page, and does no work while it is not shown.
 */
export class RunList implements IDisposable {
  constructor(options: RunList.IOptions) {
    const { runs, host, server, schedule = nextFrame } = options;
    this.host = host;
    this._runs = runs;
    this._server = server;
    this._schedule = schedule;
    const changed = () => this._update();
    this.edits = new RunEdits({
      edit: (run, edit) => host.edit(run, edit),
      remove: run => host.remove(run),
      nameOf: run => runs.get(run)?.name ?? run,
      changed,
      trans: host.trans
    });
    this.metric = new ListMetric({
      keys: runs => host.keysOfRuns(runs),
      changed: () => this._onMetric()
    });
    this.series = new SeriesFeed({
      fetch: (key, uids, width) => host.seriesOfRuns(key, uids, width),
      changed
    });
    runs.changed.connect(this._onRuns, this);
    server.changed.connect(this._onServer, this);
  }

  readonly host: IRunListHost;
  readonly edits: RunEdits;
  readonly metric: ListMetric;
  readonly series: SeriesFeed;
  readonly selection = new RowSelection();

  /** What is to be drawn has changed; at most once a frame for what the server says. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The run in view, whose panel stands below. */
  get chosen(): string | null {
    return this._chosen;
  }

  get chosenChanged(): ISignal<this, string | null> {
    return this._chosenChanged;
  }

  get state(): IRunListState {
    return this._state;
  }

  get stateChanged(): ISignal<this, IRunListState> {
    return this._stateChanged;
  }

  get serverState(): ILinks['server'] {
    return this._server.state;
  }

  /** What the Jupyter server cannot read, in words for people. */
  get problems(): readonly string[] {
    return this._runs.problems;
  }

  /** All runs, newest first, with the edits that are under way. */
  get infos(): readonly IRunInfo[] {
    this._infos ??= this._runs.infos.map(info => this.edits.overlay(info));
    return this._infos;
  }

  /** What stands in the list, line by line. */
  get rows(): readonly Row[] {
    if (this._rows === null) {
      const options = this._rowsOptions();
      this._rows = this._inTrash ? trashRows(options) : listRows(options);
      this.selection.settle(this._rows);
    }
    return this._rows;
  }

  /** Whether the trash is looked at, and not the list. */
  get inTrash(): boolean {
    return this._inTrash;
  }

  get editor(): Editor | null {
    return this._editor;
  }

  get isShown(): boolean {
    return this._isShown;
  }

  get isDisposed(): boolean {
    return this.series.isDisposed;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._runs.changed.disconnect(this._onRuns, this);
    this._server.changed.disconnect(this._onServer, this);
    this.series.dispose();
    this.metric.dispose();
    Signal.clearData(this);
  }

  info(run: string): IRunInfo | null {
    return this.infos.find(info => info.run === run) ?? null;
  }

  /**
   * The list follows the notebook that is looked at.
   *
   * @param others - those that are open besides and share its kernel
   */
  setNotebook(
    notebook: INotebookInView | null,
    others: readonly INotebookInView[] = []
  ): void {
    this._notebook = notebook;
    this._others = others;
    this._look();
    this._update();
  }

  /** Say that the list is shown or hidden: hidden, it asks for nothing. */
  setShown(isShown: boolean): void {
    this._isShown = isShown;
    this._setActive();
    this._update();
  }

  /** Put a run in view, and to where it can be seen in the list. */
  choose(run: string | null): void {
    const isOther = run !== this._chosen;
    if (isOther && run !== null) {
      this._reveal(run);
    }
    if (isOther) {
      this._chosen = run;
      this._chosenIsKnown = run !== null && this._runs.get(run) !== null;
      this._chosenChanged.emit(run);
    }
    this._update();
  }

  restore(kept: IRunListState): void {
    this._setState(readState(kept));
    this.metric.choose(this._state.metric);
  }

  setSearch(search: string): void {
    this._setState({ ...this._state, search });
  }

  setShowHidden(showHidden: boolean): void {
    this._setState({ ...this._state, showHidden });
  }

  setOpen(id: string, isOpen: boolean): void {
    const folds = withFold(this._state.folds, id, isOpen);
    this._setState({ ...this._state, folds });
  }

  setInTrash(inTrash: boolean): void {
    this._inTrash = inTrash;
    this.selection.clear();
    this._update();
  }

  setEditor(editor: Editor | null): void {
    this._editor = editor;
    this._update();
  }

  /** Change the selection. */
  select(act: (selection: RowSelection, rows: readonly Row[]) => void): void {
    act(this.selection, this.rows);
    this._changed.emit();
  }

  /**
   * Bring a run to where it can be seen, unless somebody is searching or selecting:
   * a run may come into view by itself, when it begins.
   */
  private _reveal(run: string): void {
    const isThere = () => this.rows.some(({ id }) => id === run);
    if (!isThere() && this._state.search === '' && !this._inTrash) {
      const around = foldsAround(run, this._rowsOptions()) ?? [];
      around.forEach(id => this.setOpen(id, true));
    }
    if (isThere() && this.selection.runs.size < 2) {
      this.selection.go(this.rows, run);
    }
  }

  private _setState(state: IRunListState): void {
    this._state = state;
    this._stateChanged.emit(state);
    this._update();
  }

  private _rowsOptions(): IRowsOptions {
    const { folds, search, showHidden } = this._state;
    const { trans } = this.host;
    if (this._notebook) {
      this._held.note(this.infos, [this._notebook, ...this._others]);
    }
    return {
      infos: this.infos,
      notebook: this._notebook,
      held: this._held,
      folds,
      search: parseSearch(search, trans),
      showHidden,
      trans
    };
  }

  private _update(): void {
    this._infos = null;
    this._rows = null;
    this._changed.emit();
  }

  private _onRuns(): void {
    if (!this._isShown || this._isScheduled) {
      return;
    }
    this._isScheduled = true;
    this._schedule(() => {
      this._isScheduled = false;
      if (!this.isDisposed) {
        this._look();
        this._update();
      }
    });
  }

  /** A run that is deleted is in view no longer; new ones may have other metrics. */
  private _look(): void {
    const isKnown = this._chosen !== null && this._runs.get(this._chosen);
    if (this._chosenIsKnown && !isKnown) {
      this.choose(null);
    }
    this._chosenIsKnown = Boolean(isKnown);
    if (this.serverState === 'connected' && this._isShown) {
      const { infos } = this._runs;
      this.metric.look(
        infos,
        infos.filter(info => this._isHere(info))
      );
    }
  }

  private _isHere(info: IRunInfo): boolean {
    return placeOf(info, this._notebook, this._held).kind === 'here';
  }

  private _onServer(): void {
    this._setActive();
    this._update();
  }

  private _setActive(): void {
    this.series.setActive(this._isShown && this.serverState === 'connected');
    this._look();
  }

  private _onMetric(): void {
    const { chosen, current } = this.metric;
    this.series.setKey(current);
    if (chosen !== this._state.metric) {
      this._setState({ ...this._state, metric: chosen });
    } else {
      this._update();
    }
  }

  private readonly _runs: RunCollection;
  private readonly _server: RunList.IOptions['server'];
  private readonly _schedule: (callback: () => void) => void;
  private readonly _held = new Claims();
  private readonly _changed = new Signal<this, void>(this);
  private readonly _chosenChanged = new Signal<this, string | null>(this);
  private readonly _stateChanged = new Signal<this, IRunListState>(this);
  private _notebook: INotebookInView | null = null;
  private _others: readonly INotebookInView[] = [];
  private _chosen: string | null = null;
  /** The list has had it: one may be chosen before the server tells of it. */
  private _chosenIsKnown = false;
  private _state = FIRST_STATE;
  private _inTrash = false;
  private _editor: Editor | null = null;
  private _isShown = false;
  private _isScheduled = false;
  /** Made when they are asked for. */
  private _infos: readonly IRunInfo[] | null = null;
  private _rows: readonly Row[] | null = null;
}

function nextFrame(callback: () => void): void {
  requestAnimationFrame(callback);
}

export namespace RunList {
  export interface IOptions {
    runs: RunCollection;
    host: IRunListHost;
    server: {
      readonly state: ILinks['server'];
      readonly changed: ISignal<unknown, ILinks['server']>;
    };
    /** Calls back at the next frame. */
    schedule?: (callback: () => void) => void;
  }
}
