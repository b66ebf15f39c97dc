import * as fs from 'fs';
import * as path from 'path';

import { expect, test } from './fixtures';
import { openLab, openNotebook, runCell, save, writeNotebook } from './lab';
import {
  card,
  journalled,
  lastStep,
  panel,
  stopTraining,
  training
} from './runs';

test('without our part of the Jupyter server a run draws live, and after a reload the kernel gives the whole of it', async ({
  page,
  serve
}) => {
  const server = await serve({ serverPart: false });
  writeNotebook(server, 'alone.ipynb', [training()]);
  await openLab(page, server);
  await openNotebook(page, 'alone.ipynb');
  void runCell(page, 0);
  const loss = card(panel(page), 'train/loss');
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(20);
  await save(page);

  await openLab(page, server);
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
});
