import { expect, test } from './fixtures';
import {
  openLab,
  openNotebook,
  restartKernel,
  runCell,
  writeNotebook
} from './lab';
import { card, lastStep, panel, stopTraining, training } from './runs';
import type { JupyterServer } from './server';

let server: JupyterServer;

test.beforeEach(async ({ serve }) => {
  server = await serve();
});

test('after a restart of the kernel the next run draws live, and the one before has ended', async ({
  page
}) => {
  writeNotebook(server, 'restarted.ipynb', [
    'import runside\nrun = runside.init(project="ui", name="first")\nrun.log({"loss": 1})',
    training({ name: 'second' })
  ]);
  await openLab(page, server);
  await openNotebook(page, 'restarted.ipynb');
  await runCell(page, 0);
  const first = panel(page).filter({ hasText: 'first' });
  await expect.poll(() => lastStep(card(first, 'loss'))).toBe(0);
  await restartKernel(page);
  await expect(first).toContainText('finished');

  void runCell(page, 1);
  const second = panel(page).filter({ hasText: 'second' });
  const loss = card(second, 'train/loss');
  await loss.scrollIntoViewIfNeeded();
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(5);
  await expect(second).toContainText('running');
  await expect(first).toContainText('finished');
  stopTraining(server.root);
  await expect(second).toContainText('finished');
});
