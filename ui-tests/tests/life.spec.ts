import * as fs from 'fs';
import * as path from 'path';

import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Page } from '@playwright/test';

import { expect, test } from './fixtures';
import {
  cell,
  inFront,
  openLab,
  openNotebook,
  openRun,
  runCell,
  save,
  writeNotebook
} from './lab';
import {
  card,
  knownRuns,
  lastStep,
  panel,
  panelOf,
  showRuns,
  stateOf,
  stopTraining,
  thisNotebook,
  training
} from './runs';

const TEN = Array.from({ length: 10 }, (_, i) => i);

test('ten runs of one notebook are each under their own cell, also after "restart and run all"', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/ten.ipynb`;
  // Some are finished, some are left open and are finished by the next.
  writeNotebook(
    jupyter,
    file,
    TEN.map(i =>
      [
        'import runside',
        `run = runside.init(project="ui", name="number ${i}")`,
        `for k in range(${i + 2}): run.log({"loss": k})`,
        i % 3 === 0 ? 'run.finish()' : ''
      ].join('\n')
    )
  );
  await openLab(page, jupyter);
  await openNotebook(page, file);
  await page.evaluate(() =>
    window.jupyterapp.commands.execute('notebook:run-all-cells')
  );
  const first = await tenRuns(page);
  expect(new Set(first).size).toBe(10);

  const all = page.evaluate(() =>
    window.jupyterapp.commands.execute('runmenu:restart-and-run-all')
  );
  await page.getByRole('button', { name: 'Confirm Kernel Restart' }).click();
  await all;
  const second = await tenRuns(page);
  expect(new Set([...first, ...second]).size).toBe(20);
  const states = new Map(
    (await knownRuns(page)).map(({ run, state }) => [run, state])
  );
  // The last one was left open, and ended with its kernel.
  expect(first.map(run => states.get(run))).toEqual(TEN.map(() => 'finished'));
});

test('of two notebooks on one kernel, each has the runs of its own cells, and is where "go to cell" leads', async ({
  page,
  jupyter,
  folder
}) => {
  const [one, two] = ['one', 'two'].map(name => `${folder}/${name}.ipynb`);
  const init = (name: string) =>
    `import runside\nrun = runside.init(project="ui", name="${name}")\nrun.log({"loss": 1})`;
  writeNotebook(jupyter, one, ['1 + 1', init('of one')]);
  writeNotebook(jupyter, two, ['1 + 1', '2 + 2', init('of two')]);
  await openLab(page, jupyter);
  await openNotebook(page, one);
  await runCell(page, 1);
  await openNotebook(page, two, { sharedWith: one });
  await runCell(page, 2);
  const second = panelOf(await cell(page, 2), 'of two');
  await expect(stateOf(second)).toHaveText('idle');
  await openNotebook(page, one);
  const first = panelOf(await cell(page, 1), 'of one');
  await expect(stateOf(first)).toHaveText('finished');
  await expect.poll(() => lastStep(card(first, 'loss'))).toBe(0);

  // The list follows the notebook in front; of the first one the run is over, and may have been short.
  await openNotebook(page, two);
  await showRuns(page);
  await expect.poll(() => thisNotebook(page)).toEqual(['of two']);
  await openNotebook(page, one);
  await expect
    .poll(() => thisNotebook(page))
    .toEqual([expect.stringMatching(/^(of one|1 short run)$/)]);

  for (const [name, place] of Object.entries({
    'of two': { path: two, cell: 2 },
    'of one': { path: one, cell: 1 }
  })) {
    const known = (await knownRuns(page)).find(info => info.name === name)!;
    await openRun(page, known.run);
    await goToCell(page);
    await expect.poll(() => inFront(page)).toEqual(place);
  }
});

test('a notebook that gets another kernel keeps the run of the old one, and shows that of the new one live', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/changed.ipynb`;
  writeNotebook(jupyter, file, [
    'import runside\nrun = runside.init(project="ui", name="before")\nrun.log({"loss": 1})',
    training({ name: 'after' })
  ]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  await runCell(page, 0);
  const before = panelOf(page, 'before');
  await expect(stateOf(before)).toHaveText('idle');
  await page.evaluate(async () => {
    const panel = window.jupyterapp.shell.currentWidget as NotebookPanel;
    await panel.sessionContext.changeKernel({ name: 'python3' });
    await panel.sessionContext.session?.kernel?.info;
  });
  await expect(stateOf(before)).toHaveText('finished');

  void runCell(page, 1);
  const after = panelOf(await cell(page, 1), 'after');
  const loss = card(after, 'train/loss');
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(5);
  await expect(stateOf(after)).toHaveText('running');
  await expect(stateOf(before)).toHaveText('finished');
  stopTraining(path.join(jupyter.root, folder));
  await expect(stateOf(after)).toHaveText('finished');
});

test('a notebook renamed and moved in mid-run goes on live, also after a reload, and "go to cell" leads to where it is', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/old name.ipynb`;
  writeNotebook(jupyter, file, ['1 + 1', training({ name: 'moves' })]);
  fs.mkdirSync(path.join(jupyter.root, folder, 'elsewhere'));
  await openLab(page, jupyter);
  await openNotebook(page, file);
  void runCell(page, 1);
  const loss = card(panel(page), 'train/loss');
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(5);

  const moved = `${folder}/elsewhere/new name.ipynb`;
  await page.evaluate(
    ([from, to]) => window.jupyterapp.serviceManager.contents.rename(from, to),
    [file, moved]
  );
  const early = await lastStep(loss);
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(early + 20);
  await leadsTo(page, moved);
  await showRuns(page);
  await expect.poll(() => thisNotebook(page)).toEqual(['moves']);

  await save(page);
  // To /lab: of the address of a notebook, which a reload keeps, Lab makes sure to have it in front, at some time.
  await openLab(page, jupyter);
  await openNotebook(page, moved, { busy: true });
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(early + 20);
  const again = await lastStep(loss);
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(again);
  await expect(stateOf(panel(page))).toHaveText('running');
  await leadsTo(page, moved);
  await showRuns(page);
  await expect.poll(() => thisNotebook(page)).toEqual(['moves']);
  stopTraining(path.join(jupyter.root, folder));
  await expect(stateOf(panel(page))).toHaveText('finished');
});

/**
 * Wait until each of the ten cells shows its own run, drawn, in its state.
 *
 * @returns the runs' uids, by cell
 */
async function tenRuns(page: Page): Promise<string[]> {
  const uids: string[] = [];
  for (const i of TEN) {
    const output = panelOf(await cell(page, i), `number ${i}`);
    await expect(stateOf(output)).toHaveText('finished');
    await expect.poll(() => lastStep(card(output, 'loss'))).toBe(i + 1);
    uids.push((await output.getAttribute('data-run-id')) ?? '');
  }
  return uids;
}

/** From a tab of the run that is live, go to its cell: the second one of that notebook. */
async function leadsTo(page: Page, notebook: string): Promise<void> {
  const [{ run }] = await knownRuns(page);
  await openRun(page, run);
  await goToCell(page);
  await expect.poll(() => inFront(page)).toEqual({ path: notebook, cell: 1 });
}

/** From the run in the tab in front. */
async function goToCell(page: Page): Promise<void> {
  await panel(page, 'tab')
    .filter({ visible: true })
    .getByRole('button', { name: 'Go to the cell' })
    .click();
}
