import type { Cell } from '@jupyterlab/cells';
import type { ConsolePanel, IConsoleTracker } from '@jupyterlab/console';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';

import type { IRunInfo } from '../protocol';
import { runsOf } from './bundle';
import { holderOf, homeOf } from './home';
import { OpenNotebook } from './openNotebook';

/** Where cells are, and what can be done to get to one. */
export interface IDocuments {
  notebooks: INotebookTracker;
  consoles: IConsoleTracker | null;
  /** Put a document's widget in front. */
  activate(id: string): void;
  /** Whether there is a file of this path. */
  exists(path: string): Promise<boolean>;
  /** Open a notebook, in this page or in another. */
  open(path: string): Promise<void>;
}

/** What became of the way to a cell. */
export type CellFound =
  | 'shown'
  /** The notebook was opened in another page, which finds its own way. */
  | 'elsewhere'
  /** The notebook is in front, and has the cell no more. */
  | 'deleted'
  /** The notebook is neither open nor where it was. */
  | 'gone'
  /** A run of a script, or of a console that was closed. */
  | 'none';

/** Whether there may be a cell to go to. */
export function hasCell(info: IRunInfo, documents: IDocuments): boolean {
  return info.notebook !== null || consoleOf(info, documents) !== null;
}

/**
 * Show the cell that started a run: in its notebook, which is opened where it is not, or in its console.
 */
export async function showCell(
  info: IRunInfo,
  documents: IDocuments
): Promise<CellFound> {
  const open = openNotebooks(documents.notebooks);
  const holder = holderOf(info, open);
  if (holder) {
    return showIn(holder.panel, info, documents);
  }
  const console = consoleOf(info, documents);
  if (console && cellOf(info, cellsOf(console))) {
    return showInConsole(console, info, documents);
  }
  const { notebook, run } = info;
  if (notebook !== null && (await documents.exists(notebook))) {
    await documents.open(notebook);
    const opened = documents.notebooks.find(
      panel => panel.context.localPath === notebook
    );
    return opened ? showIn(opened, info, documents) : 'elsewhere';
  }
  // It was renamed, and its kernel is another one now: what it shows tells it.
  const showing = open.find(({ shown }) => shown.has(run));
  const home = showing ?? homeOf(info, open);
  if (home) {
    return showIn(home.panel, info, documents);
  }
  return notebook === null ? 'none' : 'gone';
}

async function showIn(
  panel: NotebookPanel,
  info: IRunInfo,
  { activate }: IDocuments
): Promise<CellFound> {
  activate(panel.id);
  await panel.context.ready;
  await panel.revealed;
  const { content } = panel;
  const cell = cellOf(info, content.widgets);
  if (cell === null) {
    return 'deleted';
  }
  content.activeCellIndex = content.widgets.indexOf(cell);
  await content.scrollToCell(cell, 'start');
  return 'shown';
}

function showInConsole(
  panel: ConsolePanel,
  info: IRunInfo,
  { activate }: IDocuments
): CellFound {
  activate(panel.id);
  cellOf(info, cellsOf(panel))?.node.scrollIntoView({ block: 'start' });
  return 'shown';
}

/** A console on the kernel of a run. */
function consoleOf(
  { kernel }: IRunInfo,
  { consoles }: IDocuments
): ConsolePanel | null {
  const ofKernel = consoles?.find(
    panel =>
      kernel !== null && panel.sessionContext.session?.kernel?.id === kernel
  );
  return ofKernel ?? null;
}

function cellsOf(panel: ConsolePanel): Cell[] {
  return Array.from(panel.console.cells);
}

/** The cell that shows a run, or else the one that started it. */
function cellOf(info: IRunInfo, cells: readonly Cell[]): Cell | null {
  return (
    cells.find(({ model }) => runsOf(model).includes(info.run)) ??
    cells.find(({ model }) => model.id === info.cell) ??
    null
  );
}

/** All notebooks that are open in this page. */
export function openNotebooks(notebooks: INotebookTracker): OpenNotebook[] {
  const open: OpenNotebook[] = [];
  notebooks.forEach(panel => {
    if (panel.context.isReady) {
      open.push(new OpenNotebook(panel));
    }
  });
  return open;
}
