/*
 * What the tests do with JupyterLab, in the ways that proved reliable: they write files and run commands, where a user
 * would type into cells and click through the file browser.
 */
import { randomUUID } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';

import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Locator, Page } from '@playwright/test';

import type { JupyterServer } from './server';

declare global {
  // eslint-disable-next-line @typescript-eslint/naming-convention -- the browser's own name
  interface Window {
    /** JupyterLab or Notebook. */
    jupyterapp: JupyterFrontEnd;
  }
}

/** A notebook file with these code cells, as text. */
export function notebook(sources: string[]): string {
  // As in Jupyter, no two notebooks have the same ids, unless one is a copy.
  const unique = randomUUID().slice(0, 8);
  return JSON.stringify({
    cells: sources.map((source, index) => ({
      cell_type: 'code',
      id: `${unique}-${index}`,
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
 * Write a notebook with these code cells.
 *
 * @param file - from the server's root, e.g. `${folder}/x.ipynb`
 */
export function writeNotebook(
  server: JupyterServer,
  file: string,
  sources: string[]
): void {
  fs.writeFileSync(path.join(server.root, file), notebook(sources));
}

/** Which kernel a notebook is opened with. */
export interface IOpenOptions {
  /** Whether it has one; it has unless said otherwise. */
  kernel?: boolean;
  /** The one of a notebook that is open, by its path; else one of its own. */
  sharedWith?: string;
  /** Whether it is running a cell, and answers nothing before that ends. */
  busy?: boolean;
}

/** Open a notebook, or bring it to the front, and wait until it is ready. */
export async function openNotebook(
  page: Page,
  path: string,
  options: IOpenOptions = {}
): Promise<void> {
  await page.evaluate(
    async ({ path, options: { kernel = true, sharedWith, busy } }) => {
      const { commands, serviceManager } = window.jupyterapp;
      const own = {
        name: 'python3',
        shouldStart: true,
        autoStartDefault: true
      };
      const none = { shouldStart: false, autoStartDefault: false };
      const shared = [...serviceManager.sessions.running()].find(
        session => session.path === sharedWith
      );
      const panel = (await commands.execute('docmanager:open', {
        path,
        factory: 'Notebook',
        kernel: shared && { id: shared.kernel!.id },
        kernelPreference: shared ? undefined : kernel ? own : none
      })) as NotebookPanel;
      await panel.context.ready;
      await panel.revealed;
      if (kernel && !busy) {
        await panel.sessionContext.ready;
        await panel.sessionContext.session?.kernel?.info;
      }
    },
    { path, options }
  );
}

/**
 * Run one cell of the notebook in front. The promise settles when the cell has ended: keep it, look at what
 * is drawn meanwhile, and await it then.
 *
 * @returns whether the cell ran without an error
 */
export function runCell(page: Page, index: number): Promise<boolean> {
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

/** Change JupyterLab's theme, and wait until it is there. */
export async function useTheme(page: Page, theme: string): Promise<void> {
  await page.evaluate(
    theme =>
      window.jupyterapp.commands.execute('apputils:change-theme', { theme }),
    theme
  );
  await page
    .locator(`body[data-jp-theme-name="${theme}"]`)
    .waitFor({ state: 'attached' });
  // It lies over the whole page until the theme is there, and fades out.
  await page.locator('#jupyterlab-splash').waitFor({ state: 'detached' });
}

/** Open a run in a tab. */
export async function openRun(page: Page, run: string): Promise<void> {
  await page.evaluate(
    run => window.jupyterapp.commands.execute('runside:open-run', { run }),
    run
  );
}

/** A cell of the notebook in front, brought into view. */
export async function cell(page: Page, index: number): Promise<Locator> {
  await page.evaluate(async index => {
    const { content } = window.jupyterapp.shell.currentWidget as NotebookPanel;
    await content.scrollToItem(index, 'start');
  }, index);
  return page.locator(
    `.jp-NotebookPanel:not(.lm-mod-hidden) [data-windowed-list-index="${index}"]`
  );
}

/** The path of the notebook in front, and which of its cells is the active one. */
export async function inFront(
  page: Page
): Promise<{ path: string; cell: number }> {
  return page.evaluate(() => {
    const panel = window.jupyterapp.shell.currentWidget as NotebookPanel;
    return {
      path: panel.context?.path,
      cell: panel.content?.activeCellIndex
    };
  });
}

/** What a cell of the notebook in front shows first, by MIME type. */
export function outputOf(
  page: Page,
  index: number
): Promise<Record<string, unknown>> {
  return page.evaluate(index => {
    const { content } = window.jupyterapp.shell.currentWidget as NotebookPanel;
    const { outputs } = content.model!.cells.get(index).toJSON();
    const [first] = outputs as { data?: Record<string, unknown> }[];
    return first?.data ?? {};
  }, index);
}

/** Interrupt the kernel of the notebook in front. */
export async function interruptKernel(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const panel = window.jupyterapp.shell.currentWidget as NotebookPanel;
    await panel.sessionContext.session?.kernel?.interrupt();
  });
}

/** Save the notebook in front. */
export async function save(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const panel = window.jupyterapp.shell.currentWidget as NotebookPanel;
    await panel.context.save();
  });
}

/** Restart the kernel of the notebook in front. */
export async function restartKernel(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const panel = window.jupyterapp.shell.currentWidget as NotebookPanel;
    const { session } = panel.sessionContext;
    await session?.kernel?.restart();
    await session?.kernel?.info;
  });
}

/** Open JupyterLab of a server; another workspace for another tab of the browser. */
export async function openLab(
  page: Page,
  server: Pick<JupyterServer, 'url' | 'token'>,
  workspace = 'lab'
): Promise<void> {
  const query = server.token && `?token=${server.token}`;
  await page.goto(`${server.url}/${workspace}${query}`);
  await started(page);
}

/** Open a notebook in Jupyter Notebook, whose page shows nothing else, and wait until its kernel is ready. */
export async function openInNotebook(
  page: Page,
  server: JupyterServer,
  path: string
): Promise<void> {
  const query = server.token && `?token=${server.token}`;
  await page.goto(`${server.url}/notebooks/${encodeURI(path)}${query}`);
  await page.waitForFunction(() => window.jupyterapp?.restored);
  await page.evaluate(async () => {
    const panel = window.jupyterapp.shell.currentWidget as NotebookPanel;
    await panel.context.ready;
    await panel.sessionContext.ready;
  });
}

/** Reload the page, whichever tab is in front. */
export async function reload(page: Page): Promise<void> {
  await page.reload();
  await started(page);
}

async function started(page: Page): Promise<void> {
  await page.waitForFunction(() => window.jupyterapp?.restored);
  await page.locator('#jupyterlab-splash').waitFor({ state: 'detached' });
}
