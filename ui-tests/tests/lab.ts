/*
 * What the tests do with JupyterLab, in the ways that proved reliable. Galata's own helpers type into cells
 * and click through the file browser; these write files and run commands.
 */
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Page } from '@playwright/test';

/** A page with JupyterLab in it, whether a fixture of Galata's opened it or not. */
export type LabPage = Pick<Page, 'evaluate'>;

/** A notebook file with these code cells, as text. */
export function notebook(sources: string[]): string {
  return JSON.stringify({
    cells: sources.map((source, index) => ({
      cell_type: 'code',
      id: `cell-${index}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source
    })),
    metadata: {
      kernelspec: {
        name: 'python3',
        display_name: 'Python 3',
        language: 'python'
      },
      language_info: { name: 'python' }
    },
    nbformat: 4,
    nbformat_minor: 5
  });
}

/**
 * Write a notebook with these cells, without a browser's auto-indentation in between.
 *
 * @param path - from the server's root, e.g. `${tmpPath}/x.ipynb`
 */
export async function writeNotebook(
  page: IJupyterLabPageFixture,
  path: string,
  sources: string[]
): Promise<void> {
  if (!(await page.contents.uploadContent(notebook(sources), 'text', path))) {
    throw new Error(`could not write ${path}`);
  }
}

/**
 * Open a notebook and wait until it is ready: with its kernel, or without any. `busy`: its kernel is running a cell, and
 * answers nothing before that ends.
 */
export async function openNotebook(
  page: LabPage,
  path: string,
  options: { kernel?: boolean; busy?: boolean } = {}
): Promise<void> {
  await page.evaluate(
    async ({ path, kernel, busy }) => {
      const panel = (await window.jupyterapp.commands.execute(
        'docmanager:open',
        {
          path,
          factory: 'Notebook',
          kernelPreference: kernel
            ? { name: 'python3', shouldStart: true, autoStartDefault: true }
            : { shouldStart: false, autoStartDefault: false }
        }
      )) as NotebookPanel;
      await panel.context.ready;
      await panel.revealed;
      if (kernel && !busy) {
        await panel.sessionContext.ready;
        await panel.sessionContext.session?.kernel?.info;
      }
    },
    { path, kernel: options.kernel ?? true, busy: options.busy ?? false }
  );
}

/**
 * Run one cell of the notebook in front. The promise settles when the cell has ended: keep it, look at what
 * is drawn meanwhile, and await it then.
 *
 * @returns whether the cell ran without an error
 */
export function runCell(page: LabPage, index: number): Promise<boolean> {
  const done = page.evaluate(async index => {
    const { commands, shell } = window.jupyterapp;
    const { content } = shell.currentWidget as NotebookPanel;
    content.activeCellIndex = index;
    content.deselectAll();
    await commands.execute('notebook:run-cell');
    const outputs = content.model?.cells.get(index).toJSON().outputs;
    return !(outputs as { output_type: string }[]).some(
      output => output.output_type === 'error'
    );
  }, index);
  // A test that failed before it awaited this has said why itself.
  done.catch(() => undefined);
  return done;
}

/** Save the notebook in front. */
export async function save(page: IJupyterLabPageFixture): Promise<void> {
  await page.evaluate(async () => {
    const panel = window.jupyterapp.shell.currentWidget as NotebookPanel;
    await panel.context.save();
  });
}

/** Reload the page, whichever tab is in front. */
export async function reload(page: IJupyterLabPageFixture): Promise<void> {
  // Galata's option, which its types do not name: it would wait for the Launcher to be in front.
  await page.reload({ waitForIsReady: false } as object);
  await page
    .locator('#jupyterlab-splash')
    .waitFor({ state: 'detached', timeout: 60_000 });
  await page.evaluate(() => window.jupyterapp.restored);
}

/** End every kernel, as a restart of the server does. */
export async function shutdownKernels(
  page: IJupyterLabPageFixture
): Promise<void> {
  await page.evaluate(() =>
    window.jupyterapp.serviceManager.sessions.shutdownAll()
  );
}

/** Open JupyterLab of a server, without Galata; another workspace for another tab of the browser. */
export async function openLab(
  page: Page,
  url: string,
  workspace = 'lab'
): Promise<void> {
  await page.goto(`${url}/${workspace}`);
  await page.waitForFunction(() => window.jupyterapp?.started);
  await page.locator('#jupyterlab-splash').waitFor({ state: 'detached' });
}
