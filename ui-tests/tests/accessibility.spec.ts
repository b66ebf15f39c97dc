import * as path from 'path';

import { graveFindings } from './accessibility';
import { expect, test } from './fixtures';
import { cell, openLab, openNotebook, runCell, writeNotebook } from './lab';
import {
  card,
  lastStep,
  panelOf,
  showRuns,
  sidebar,
  stateOf,
  stopTraining,
  thisNotebook,
  training,
  turnTo
} from './runs';

const OUTPUT = '.jp-OutputArea .jp-Runside-panel';

test('axe-core finds nothing grave in a panel: live, crashed, charts, overview', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/panel.ipynb`;
  writeNotebook(jupyter, file, [
    training({ name: 'seen' }),
    'with runside.init(project="ui", name="failed") as run:\n    run.log({"loss": 1})\n    1 / 0'
  ]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  void runCell(page, 0);
  const seen = panelOf(await cell(page, 0), 'seen');
  await expect
    .poll(() => lastStep(card(seen, 'train/loss')))
    .toBeGreaterThan(5);
  expect(await graveFindings(page, OUTPUT)).toEqual([]);
  await turnTo(seen, 'Overview');
  expect(await graveFindings(page, OUTPUT)).toEqual([]);

  stopTraining(path.join(jupyter.root, folder));
  await expect(stateOf(seen)).toHaveText('finished');
  await runCell(page, 1);
  const failed = panelOf(await cell(page, 1), 'failed');
  await expect(stateOf(failed)).toHaveText('crashed');
  expect(await graveFindings(page, OUTPUT)).toEqual([]);
  await turnTo(failed, 'Overview');
  expect(await graveFindings(page, OUTPUT)).toEqual([]);

  // It would have found something.
  await page.addStyleTag({ content: `${OUTPUT} * { color: #888 !important }` });
  expect((await graveFindings(page, OUTPUT)).join()).toContain('contrast');
});

test('axe-core finds nothing grave in the list of runs, nor in a row that is pointed at', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/list.ipynb`;
  writeNotebook(jupyter, file, [
    'import runside\nfor name in ["one", "two", "three"]:\n    runside.init(project="ui", name=name).log({"loss": 1})',
    training({ name: 'seen' })
  ]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  await runCell(page, 0);
  void runCell(page, 1);
  await showRuns(page);
  await expect.poll(() => thisNotebook(page)).toContain('seen');
  const seen = card(panelOf(sidebar(page), 'seen'), 'train/loss');
  await expect.poll(() => lastStep(seen)).toBeGreaterThan(5);
  expect(await graveFindings(page, '#runside-runs')).toEqual([]);
  await sidebar(page).getByRole('row', { name: /^seen/ }).hover();
  expect(await graveFindings(page, '#runside-runs')).toEqual([]);
});
