/*
 * What `define_metric` says of metrics, as the panel of a run shows it.
 */
import type { Locator } from '@playwright/test';

import { expect, test } from './fixtures';
import {
  openLab,
  openNotebook,
  reload,
  runCell,
  save,
  writeNotebook
} from './lab';
import { card, lastStep, panel } from './runs';

const DEFINED = [
  'import runside',
  'run = runside.init(project="ui", name="defined")',
  'run.define_metric("epoch", hidden=True)',
  'run.define_metric("val/*", step_metric="epoch", summary="min,mean")',
  'run.define_metric("lr", summary="none")',
  'for epoch in range(4):',
  '    for i in range(10):',
  '        run.log({"train/loss": 1 / (10 * epoch + i + 1), "lr": 0.1})',
  '    run.log({"epoch": epoch, "val/loss": 1 / (epoch + 1)})',
  'run.log({"weights": runside.Histogram([-1, 0, 0, 1, float("nan")], num_bins=4)})',
  'run.finish()'
].join('\n');

async function expectAsDefined(run: Locator): Promise<void> {
  const loss = card(run, 'val/loss');
  await loss.scrollIntoViewIfNeeded();
  await expect.poll(() => lastStep(loss)).toBe(43);
  const plot = loss.locator('.jp-Runside-chart');
  await expect(plot).toHaveAttribute('data-over', 'epoch');
  // Four epochs, 0 to 3, are the ticks of the axis.
  await expect(plot.locator('.xtick text')).toHaveText(['0', '1', '2', '3']);
  await expect(loss).toContainText('0.25');
  const other = card(run, 'train/loss').locator('.jp-Runside-chart');
  await expect(other).not.toHaveAttribute('data-over');
  await expect(card(run, 'epoch')).toHaveCount(0);

  const weights = card(run, 'weights');
  await weights.scrollIntoViewIfNeeded();
  await expect(weights).toContainText('4 bins');
  await expect(
    weights.getByRole('img', { name: 'Histogram from -1 to 1' })
  ).toBeVisible();

  await run.getByRole('tab', { name: 'Overview' }).click();
  const summary = run.getByRole('region', { name: 'Summary' });
  const minimum = summary.locator('[data-key="val/loss"] [data-operation]');
  await expect(minimum).toHaveText(['min0.25', 'mean0.5208']);
  await expect(summary.locator('[data-key="epoch"] td')).toHaveText('3');
  await expect(summary.locator('[data-key="lr"]')).toHaveCount(0);
}

test('metrics are shown as they were defined, live and out of the index', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/metrics.ipynb`;
  writeNotebook(jupyter, file, [DEFINED]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  expect(await runCell(page, 0)).toBe(true);
  await expectAsDefined(panel(page));
  await save(page);
  await reload(page);
  await openNotebook(page, file);
  await expectAsDefined(panel(page));
});
