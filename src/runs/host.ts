import type { IKeyOfRuns, IRunColumns, IRunEdit, IRunInfo } from '../protocol';
import type { IHostTheme, ITranslation } from '../panel/host';

/**
 * What the runs list needs of the place that it lives in: JupyterLab's sidebar,
 * Notebook's, or a page of our own.
 */
export interface IRunListHost {
  readonly trans: ITranslation;

  readonly theme: IHostTheme;

  /** Open the run in a tab of its own. */
  open(run: string): void;

  /** Show the cell that made the run. */
  goToCell(run: string): void;

  canGoToCell(info: IRunInfo): boolean;

  /** Change what is said of a run. Rejects with a message for people. */
  edit(run: string, edit: IRunEdit): Promise<unknown>;

  /** Delete a run that is in the trash, for ever. Rejects like `edit`. */
  remove(run: string): Promise<void>;

  /**
   * Ask before something that cannot be undone.
   *
   * @param action - what the button that does it says
   */
  confirm(title: string, text: string, action: string): Promise<boolean>;

  /** The place's own context menu, at the pointer or at a point of the page. */
  menu(
    at: MouseEvent | { clientX: number; clientY: number },
    items: readonly MenuItem[]
  ): void;

  /** One series of many runs, for as many pixel columns; those that lack it are left out. */
  seriesOfRuns(
    key: string,
    runs: readonly string[],
    pixelColumns: number
  ): Promise<IRunColumns[]>;

  /**
   * The paths with numbers of these runs, those of most runs first; of the newest
   * runs where none are named.
   */
  keysOfRuns(runs: readonly string[]): Promise<IKeyOfRuns[]>;
}

export type MenuItem = IMenuItem | 'separator';

export interface IMenuItem {
  readonly label: string;
  /** Absent: it is. */
  readonly isEnabled?: boolean;
  run(): void;
}

/** The notebook that is looked at. */
export interface INotebookInView {
  /** From the Jupyter server's root folder. */
  readonly path: string;
  /** The Jupyter server's id of its kernel. */
  readonly kernel: string | null;
  /** The uids of the runs in its outputs. */
  readonly shown: ReadonlySet<string>;
  /** The ids of its cells. */
  readonly cells: ReadonlySet<string>;
}
