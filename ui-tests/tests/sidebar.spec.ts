/*
 * The sidebar with the runs, and the ways between runs, cells and it.
 */
import * as fs from 'fs';
import * as path from 'path';

import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Locator, Page } from '@playwright/test';

import { expect, test } from './fixtures';
import {
  cell,
  inFront,
  notebook,
  openInNotebook,
  openLab,
  openNotebook,
  reload,
  runCell,
  save,
  writeNotebook
} from './lab';
import {
  card,
  knownRuns,
  lastStep,
  stateOf,
  stopTraining,
  training
} from './runs';

/** A run that is over soon, and lasts long enough to stand in the list by itself. */
function short(name: string): string {
  return [
    'import time, runside',
    `with runside.init(project="ui", name="${name}") as run:`,
    '    for i in range(20): run.log({"loss": 1 / (1 + i)}); time.sleep(0.27)'
  ].join('\n');
}

async function showRuns(page: Page): Promise<Locator> {
  await page.evaluate(() =>
    window.jupyterapp.commands.execute('runside:show-runs')
  );
  return page.locator('#runside-runs');
}

function row(sidebar: Locator, name: string): Locator {
  return sidebar.locator('[data-run]', { hasText: name });
}

/** The panel of the chosen run. */
function chosen(sidebar: Locator): Locator {
  return sidebar.locator('[data-run-id]');
}

/** What can be changed of a run. */
interface IEdited {
  run: string;
  tags: string[];
  notes: string | null;
  trash: boolean;
}

/** The run of this name, when the Jupyter server knows it. */
async function known(page: Page, name: string): Promise<IEdited> {
  const find = async () =>
    (await knownRuns(page)).find(info => info.name === name);
  await expect.poll(find).toBeDefined();
  return (await find()) as unknown as IEdited;
}

/** A command of ours about the run of this name. */
async function execute(
  page: Page,
  command: string,
  name: string
): Promise<void> {
  const { run } = await known(page, name);
  await page.evaluate(
    ([command, run]) => window.jupyterapp.commands.execute(command, { run }),
    [command, run]
  );
}

test('the sidebar shows the newest run of the notebook in front, stays with an older one that is chosen, and is so again after a reload', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/three.ipynb`;
  writeNotebook(jupyter, file, [
    short('first'),
    short('second'),
    short('third')
  ]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  await runCell(page, 0);
  const sidebar = await showRuns(page);
  await expect(chosen(sidebar)).toContainText('first');
  await runCell(page, 1);
  await expect(chosen(sidebar)).toContainText('second');

  await row(sidebar, 'first').click();
  await expect(chosen(sidebar)).toContainText('first');
  await runCell(page, 2);
  await expect(row(sidebar, 'third')).toBeVisible();
  await expect(chosen(sidebar)).toContainText('first');

  const handle = sidebar.getByRole('separator');
  await handle.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const share = await handle.getAttribute('aria-valuenow');
  // Lab keeps its layout a while after it has changed.
  await page.waitForResponse(
    response =>
      response.url().includes('/api/workspaces') &&
      response.request().method() === 'PUT'
  );
  await reload(page);
  await expect(sidebar).toBeVisible();
  await expect(chosen(sidebar)).toContainText('first');
  await expect(handle).toHaveAttribute('aria-valuenow', share!);

  await chosen(sidebar)
    .getByRole('button', { name: 'Close this panel' })
    .click();
  await expect(chosen(sidebar)).toHaveCount(0);
  await row(sidebar, 'third').click();
  await expect(chosen(sidebar)).toContainText('third');
});

test('who does not want new runs to show themselves sees the one that was chosen', async ({
  page,
  serve
}) => {
  const server = await serve({
    settings: { 'runside:sidebar': { followNewRuns: false } }
  });
  writeNotebook(server, 'two.ipynb', [short('first')]);
  await openLab(page, server);
  await openNotebook(page, 'two.ipynb');
  const sidebar = await showRuns(page);
  await runCell(page, 0);
  await expect(row(sidebar, 'first')).toBeVisible();
  await expect(chosen(sidebar)).toHaveCount(0);
});

test('from a cell to its run, and back: in either of two notebooks on one kernel, in one that is closed, and after a rename', async ({
  page,
  jupyter,
  folder
}) => {
  const [one, two] = [`${folder}/one.ipynb`, `${folder}/two.ipynb`];
  // The ids of cells are their notebook's own.
  const write = (file: string, id: string, sources: string[]) =>
    fs.writeFileSync(
      path.join(jupyter.root, file),
      notebook(sources).replaceAll('cell-', `${id}-`)
    );
  write(one, 'one', ['1', short('of one')]);
  write(two, 'two', ['2', '3', short('of two')]);
  await openLab(page, jupyter);
  await openNotebook(page, one);
  await runCell(page, 1);
  await openNotebook(page, two, { sharedWith: one });
  await runCell(page, 2);

  // From a cell to its run.
  await (
    await cell(page, 2)
  )
    .locator('.jp-InputArea')
    .click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Go to Run' }).click();
  const sidebar = page.locator('#runside-runs');
  await expect(chosen(sidebar)).toContainText('of two');
  await (
    await cell(page, 0)
  )
    .locator('.jp-InputArea')
    .click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Copy Cell' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Go to Run' })).toBeHidden();
  await page.keyboard.press('Escape');

  // And back: both record the path of the notebook that the kernel was started for.
  await sidebar.getByPlaceholder('Search runs').fill('of one');
  await row(sidebar, 'of one').click();
  await chosen(sidebar)
    .getByRole('button', { name: 'Go to the cell that made this run' })
    .click();
  await expect.poll(() => inFront(page)).toEqual({ path: one, cell: 1 });
  await execute(page, 'runside:go-to-cell', 'of two');
  await expect.poll(() => inFront(page)).toEqual({ path: two, cell: 2 });

  // A notebook that was closed is opened.
  await openNotebook(page, one);
  await save(page);
  await page.evaluate(() => window.jupyterapp.shell.currentWidget!.close());
  await execute(page, 'runside:go-to-cell', 'of one');
  await expect.poll(() => inFront(page)).toEqual({ path: one, cell: 1 });

  // One that was renamed is found by what it shows.
  const renamed = `${folder}/renamed.ipynb`;
  await page.evaluate(
    async ([from, to]) => {
      await window.jupyterapp.serviceManager.contents.rename(from, to);
    },
    [one, renamed]
  );
  await openNotebook(page, two, { sharedWith: one });
  await execute(page, 'runside:go-to-cell', 'of one');
  await expect.poll(() => inFront(page)).toEqual({ path: renamed, cell: 1 });
});

test('a cell that was deleted is said to be', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/deleted.ipynb`;
  writeNotebook(jupyter, file, ['1', short('orphan')]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  await runCell(page, 1);
  await known(page, 'orphan');
  await page.evaluate(() => {
    const { content } = window.jupyterapp.shell.currentWidget as NotebookPanel;
    content.model!.sharedModel.deleteCell(1);
  });
  await execute(page, 'runside:go-to-cell', 'orphan');
  await expect(
    page.getByText('The cell that started the run orphan was deleted.')
  ).toBeVisible();
});

test('a live run is told of in the status bar and among what is running, and is gone from there when it has ended', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/live.ipynb`;
  writeNotebook(jupyter, file, [training({ name: 'long' })]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  const status = page.locator('.jp-Runside-liveStatus');
  await expect(status).toBeHidden();
  void runCell(page, 0);
  await expect(status).toContainText(/1 run live · step \d+ · \d+ steps\/s/);

  const showRunning = () =>
    page.evaluate(() =>
      window.jupyterapp.shell.activateById('jp-running-sessions')
    );
  await showRunning();
  const running = page.locator('.jp-Runside-runningItem');
  await expect(running).toContainText('long');
  await expect(running).toContainText(/step \d+/);
  await expect(
    page
      .getByRole('heading', { name: 'Runs Section' })
      .getByText('Shut Down All')
  ).toBeHidden();
  await running.getByText('long').click();
  const tab = page.locator('.jp-Runside-view[data-place="tab"] [data-run-id]');
  await expect.poll(() => lastStep(card(tab, 'train/loss'))).toBeGreaterThan(5);

  await status.getByRole('button').click();
  const sidebar = page.locator('#runside-runs');
  await expect(chosen(sidebar)).toContainText('long');
  stopTraining(path.join(jupyter.root, folder));
  await expect(stateOf(chosen(sidebar))).toHaveText('finished');
  await expect(status).toBeHidden();
  await showRunning();
  await expect(running).toHaveCount(0);
});

test('the palette has a command for what can be done with a run, which names the chosen one or asks for one', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/edited.ipynb`;
  writeNotebook(jupyter, file, [short('before')]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  await runCell(page, 0);
  await known(page, 'before');
  const choose = async (label: string) => {
    await page.evaluate(() =>
      window.jupyterapp.commands.execute('apputils:activate-command-palette')
    );
    await page.keyboard.type(label);
    await page
      .locator('.lm-CommandPalette-item', { hasText: label })
      .first()
      .click();
  };
  const dialog = page.getByRole('dialog');

  // Nothing is chosen: it asks.
  await choose('Rename Run…');
  await expect(dialog).toContainText('Rename Which Run?');
  await expect(dialog.getByRole('option', { selected: true })).toContainText(
    'before'
  );
  await expect(dialog.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Enter');
  await dialog.getByRole('textbox').fill('after');
  await page.keyboard.press('Enter');
  const sidebar = await showRuns(page);
  await expect(chosen(sidebar)).toContainText('after');

  await choose('Edit Tags of Run… (after)');
  await dialog.getByRole('textbox').fill('baseline, slow');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await known(page, 'after')).tags)
    .toEqual(['baseline', 'slow']);

  await choose('Edit Notes of Run… (after)');
  await dialog.getByRole('textbox').pressSequentially('One line,');
  await page.keyboard.press('Enter');
  await dialog.getByRole('textbox').pressSequentially('and another.');
  await page.keyboard.press('Control+Enter');
  await expect
    .poll(async () => (await known(page, 'after')).notes)
    .toBe('One line,\nand another.');

  await choose('Move Run to Trash (after)');
  await expect(row(sidebar, 'after')).toHaveCount(0);
  await choose('Restore Run from Trash (after)');
  await expect(row(sidebar, 'after')).toBeVisible();
  expect((await known(page, 'after')).trash).toBe(false);
});

test('in Notebook the runs stand at the right, and there a run is opened', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/classic.ipynb`;
  writeNotebook(jupyter, file, [short('classic')]);
  await openInNotebook(page, jupyter, file);
  await runCell(page, 0);
  await known(page, 'classic');
  const sidebar = page.locator('#runside-runs');
  await expect(sidebar).toBeHidden();
  await execute(page, 'runside:open-run', 'classic');
  await expect(sidebar).toBeVisible();
  await expect(row(sidebar, 'classic')).toBeVisible();
  await expect.poll(() => lastStep(card(chosen(sidebar), 'loss'))).toBe(19);
  await expect(page.locator('#jp-right-stack #runside-runs')).toHaveCount(1);

  await page.getByRole('menuitem', { name: 'View' }).click();
  await expect(
    page.getByRole('menuitem', { name: 'Show Runs' }).first()
  ).toBeVisible();
});
