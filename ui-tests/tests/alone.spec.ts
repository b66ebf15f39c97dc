import * as fs from 'fs';
import * as path from 'path';

import type { NotebookPanel } from '@jupyterlab/notebook';
import { expect, test } from '@playwright/test';

import { notebook, openLab, openNotebook, runCell } from './lab';
import {
  card,
  journalled,
  lastStep,
  panel,
  stopTraining,
  training
} from './runs';
import { JupyterServer } from './server';

test('without our part of the Jupyter server a run draws live, and after a reload the kernel gives the whole of it', async ({
  page
}) => {
  const server = await JupyterServer.create({ serverPart: false });
  try {
    const source = notebook([training()]);
    fs.writeFileSync(path.join(server.root, 'alone.ipynb'), source);
    await openLab(page, server.url);
    await openNotebook(page, 'alone.ipynb');
    void runCell(page, 0);
    const loss = card(panel(page), 'train/loss');
    await expect.poll(() => lastStep(loss)).toBeGreaterThan(20);
    await page.evaluate(async () => {
      const { currentWidget } = window.jupyterapp.shell;
      await (currentWidget as NotebookPanel).context.save();
    });

    await openLab(page, server.url);
    await openNotebook(page, 'alone.ipynb', { busy: true });
    await expect.poll(() => lastStep(loss)).toBeGreaterThan(20);
    const early = await lastStep(loss);
    await expect.poll(() => lastStep(loss)).toBeGreaterThan(early);
    await expect(panel(page)).toContainText('running');
    stopTraining(server.root);
    await expect(panel(page)).toContainText('finished');
    const runs = path.join(server.root, 'runside-runs', 'ui');
    const [run] = fs.readdirSync(runs);
    const points = 2 * journalled(path.join(runs, run), 'train/loss').size;
    await expect(panel(page)).toContainText(
      `${points.toLocaleString('en')} points`
    );
  } finally {
    await server.dispose();
  }
});
