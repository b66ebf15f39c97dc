import * as fs from 'fs';
import * as path from 'path';

import type { NotebookPanel } from '@jupyterlab/notebook';
import { expect, test } from '@playwright/test';

import { notebook, openLab, openNotebook, runCell } from './lab';
import { card, lastStep, panel, stopTraining, training } from './runs';
import { JupyterServer } from './server';

// Not with Galata, whose page answers for the server when a kernel is restarted.

let server: JupyterServer;

test.beforeEach(async () => {
  server = await JupyterServer.create();
});

test.afterEach(() => server.dispose());

test('after a restart of the kernel the next run draws live, and the one before has ended', async ({
  page
}) => {
  const source = notebook([
    'import runside\nrun = runside.init(project="ui", name="first")\nrun.log({"loss": 1})',
    training({ name: 'second' })
  ]);
  fs.writeFileSync(path.join(server.root, 'restarted.ipynb'), source);
  await openLab(page, server.url);
  await openNotebook(page, 'restarted.ipynb');
  await runCell(page, 0);
  const first = panel(page).filter({ hasText: 'first' });
  await expect.poll(() => lastStep(card(first, 'loss'))).toBe(0);
  await page.evaluate(async () => {
    const { currentWidget } = window.jupyterapp.shell;
    const { session } = (currentWidget as NotebookPanel).sessionContext;
    await session?.kernel?.restart();
    await session?.kernel?.info;
  });
  await expect(first).toContainText(/finished|killed/);

  void runCell(page, 1);
  const second = panel(page).filter({ hasText: 'second' });
  const loss = card(second, 'train/loss');
  await loss.scrollIntoViewIfNeeded();
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(5);
  await expect(second).toContainText('running');
  await expect(first).toContainText(/finished|killed/);
  stopTraining(server.root);
  await expect(second).toContainText('finished');
});
