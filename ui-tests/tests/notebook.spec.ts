/*
 * Jupyter Notebook 7, whose page holds one notebook.
 */
import * as path from 'path';

import type { NotebookPanel } from '@jupyterlab/notebook';

import { expect, test } from './fixtures';
import {
  cell,
  inFront,
  openInNotebook,
  openRun,
  runCell,
  save,
  writeNotebook
} from './lab';
import {
  card,
  lastStep,
  panelOf,
  showRuns,
  sidebar,
  stateOf,
  stopTraining,
  thisNotebook,
  training
} from './runs';

test('in Notebook a run draws live under its cell, and again when the saved notebook is opened', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/classic.ipynb`;
  writeNotebook(jupyter, file, ['1 + 1', training({ name: 'classic' })]);
  await openInNotebook(page, jupyter, file);
  void runCell(page, 1);
  const run = panelOf(await cell(page, 1), 'classic');
  const loss = card(run, 'train/loss');
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(5);
  await expect(stateOf(run)).toHaveText('running');
  const early = await lastStep(loss);
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(early + 20);
  stopTraining(path.join(jupyter.root, folder));
  await expect(stateOf(run)).toHaveText('finished');
  const last = await lastStep(loss);
  await save(page);

  await openInNotebook(page, jupyter, file);
  await cell(page, 1);
  await expect(stateOf(run)).toHaveText('finished');
  await expect.poll(() => lastStep(loss)).toBeGreaterThanOrEqual(last);
});

test('in Notebook the list of runs stands at the right, and the panel of a run below it, which leads to its cell', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/listed.ipynb`;
  writeNotebook(jupyter, file, ['1 + 1', training({ name: 'listed' })]);
  await openInNotebook(page, jupyter, file);
  void runCell(page, 1);
  const under = card(panelOf(await cell(page, 1), 'listed'), 'train/loss');
  await expect.poll(() => lastStep(under)).toBeGreaterThan(5);

  await showRuns(page);
  await expect.poll(() => thisNotebook(page)).toEqual(['listed']);
  const [list, notebook] = await Promise.all(
    ['#runside-runs', '.jp-NotebookPanel'].map(area =>
      page.locator(area).boundingBox()
    )
  );
  expect(list!.x).toBeGreaterThanOrEqual(notebook!.x + notebook!.width);
  const chosen = panelOf(sidebar(page), 'listed');
  const loss = card(chosen, 'train/loss');
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(5);
  const early = await lastStep(loss);
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(early);

  await page.evaluate(() => {
    const panel = window.jupyterapp.shell.currentWidget as NotebookPanel;
    panel.content.activeCellIndex = 0;
  });
  await chosen.getByRole('button', { name: 'Go to the cell' }).click();
  await expect.poll(() => inFront(page)).toEqual({ path: file, cell: 1 });
  stopTraining(path.join(jupyter.root, folder));
  await expect(stateOf(chosen)).toHaveText('finished');
});

test('in Notebook, which has no tabs and no file browser beside a notebook, no command needs them', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/commands.ipynb`;
  writeNotebook(jupyter, file, [
    'import runside\nrun = runside.init(project="ui", name="short")\nrun.log({"loss": 1})\nrun.finish()'
  ]);
  await openInNotebook(page, jupyter, file);
  await runCell(page, 0);
  const under = panelOf(await cell(page, 0), 'short');
  await expect(stateOf(under)).toHaveText('finished');
  await expect(under.getByRole('button', { name: 'Open in' })).toHaveCount(0);
  const run = await under.getAttribute('data-run-id');
  const offered = await page.evaluate(() => {
    const { commands } = window.jupyterapp;
    return commands
      .listCommands()
      .filter(id => id.startsWith('runside:') && commands.isVisible(id));
  });
  expect(offered).toContain('runside:open-run');
  expect(offered).not.toContain('runside:open-folder');

  await openRun(page, run!);
  const opened = panelOf(sidebar(page), 'short');
  await expect.poll(() => lastStep(card(opened, 'loss'))).toBe(0);

  // Its other page is a list of files: there are runs as well, and no notebook that one could be of.
  await page.goto(`${jupyter.url}/tree`);
  await page.waitForFunction(() => window.jupyterapp?.restored);
  await showRuns(page);
  await openRun(page, run!);
  await expect.poll(() => lastStep(card(opened, 'loss'))).toBe(0);
});
