/*
 * How the board of a run is arranged: by mouse and by keyboard, and kept with the notebook.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Locator, Page } from '@playwright/test';

import { graveFindings } from './accessibility';
import { expect, test } from './fixtures';
import {
  openLab,
  openNotebook,
  openRun,
  reload,
  runCell,
  save,
  writeNotebook
} from './lab';
import { card, lastStep, panel } from './runs';

const LOGGED = [
  'import runside',
  'run = runside.init(project="board", name="arranged")',
  'for i in range(20):',
  '    run.log({"train/loss": 1 / (i + 1), "train/acc": i / 20, "val/loss": 2 / (i + 1), "val/top/acc": i / 30, "lr": 0.1})',
  'run.finish()'
].join('\n');

/** What the sections are called, and how many cards each has. */
function sections(run: Locator): Promise<string[]> {
  return run.locator('.jp-Runside-fold').allTextContents();
}

/** A control of the card, which is in sight when the card is pointed at. */
async function act(card: Locator, name: string): Promise<void> {
  await card.locator('.jp-Runside-cardName').hover();
  await card.getByRole('button', { name }).click();
}

/** Whether the notebook in front has changes that are not saved. */
function isDirty(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const shown = window.jupyterapp.shell.currentWidget as NotebookPanel;
    return shown.context.model.dirty;
  });
}

async function openArranged(page: Page, file: string): Promise<Locator> {
  await openNotebook(page, file);
  const run = panel(page);
  await expect.poll(() => lastStep(card(run, 'val/loss'))).toBe(19);
  return run;
}

test('what is filtered, pinned, hidden and arranged in columns is there again when the notebook is opened again', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/board.ipynb`;
  writeNotebook(jupyter, file, [LOGGED]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  await runCell(page, 0);
  const run = panel(page);
  await expect.poll(() => lastStep(card(run, 'val/loss'))).toBe(19);
  await save(page);
  expect(await sections(run)).toEqual([
    'train2',
    'val1',
    'val/top1',
    'Charts1'
  ]);

  // What is looked for is of the moment.
  const filter = run.getByRole('searchbox');
  await filter.fill('loss');
  await expect(
    run.getByRole('status').filter({ hasText: '2 matches' })
  ).toBeVisible();
  await expect(run.locator('.jp-Runside-card')).toHaveCount(2);
  await filter.fill('/(/');
  await expect(run.locator('.jp-Runside-matches')).toContainText(
    'No regular expression'
  );
  await expect(run.locator('.jp-Runside-card')).toHaveCount(5);
  await filter.press('Escape');
  await expect(filter).toHaveValue('');
  expect(await isDirty(page)).toBe(false);

  await act(card(run, 'val/loss'), 'Pin');
  await expect
    .poll(() => sections(run))
    .toEqual(['Pinned1', 'train2', 'val/top1', 'Charts1']);
  await expect(card(run, 'val/loss')).toContainText('val/loss');
  await expect.poll(() => lastStep(card(run, 'val/loss'))).toBe(19);
  await act(card(run, 'lr'), 'Hide');
  await expect(card(run, 'lr')).toHaveCount(0);
  await run.getByRole('combobox', { name: 'Columns' }).selectOption('2');
  const across = () =>
    run
      .locator('[data-section="train"] .jp-Runside-card')
      .evaluateAll(cards =>
        cards.map(each => each.getBoundingClientRect().width)
      );
  const [width] = await across();
  const room = await run.locator('.jp-Runside-sections').boundingBox();
  expect(width).toBeGreaterThan(room!.width / 2 - 30);
  expect(await isDirty(page)).toBe(true);
  await save(page);

  await reload(page);
  const again = await openArranged(page, file);
  expect(await sections(again)).toEqual(['Pinned1', 'train2', 'val/top1']);
  expect(await across()).toEqual([width, width]);
  expect(await isDirty(page)).toBe(false);
  await again.getByRole('button', { name: 'Hidden cards' }).click();
  await again.getByRole('button', { name: 'Show lr' }).click();
  await expect(card(again, 'lr')).toBeVisible();
});

test('the board is arranged by keyboard alone, and what was done is undone without a word to the notebook', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/keys.ipynb`;
  writeNotebook(jupyter, file, [LOGGED]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  await runCell(page, 0);
  const run = panel(page);
  await expect.poll(() => lastStep(card(run, 'val/loss'))).toBe(19);

  const actions = card(run, 'train/acc').getByRole('toolbar', {
    name: 'Actions of acc'
  });
  await run.getByRole('button', { name: 'Move train down' }).focus();
  const pin = actions.getByRole('button', { name: 'Pin acc' });
  // What stands between are the controls of the card before it.
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(pin).toBeFocused({ timeout: 100 });
  }).toPass();
  await expect(actions).toHaveCSS('opacity', '1');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(card(run, 'train/acc')).toHaveCount(0);
  await expect(
    card(run, 'val/loss').getByRole('button', { name: 'Hide loss' })
  ).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(card(run, 'train/acc')).toHaveCount(1);
  await page.keyboard.press('Control+Shift+z');
  await expect(card(run, 'train/acc')).toHaveCount(0);
  await page.keyboard.press('Control+z');

  // With the mouse the focus is not marked, and the keys are the board's all the same.
  await act(card(run, 'lr'), 'Hide');
  await page.keyboard.press('Control+z');
  await expect(card(run, 'lr')).toHaveCount(1);
  const source = await page.evaluate(() => {
    const shown = window.jupyterapp.shell.currentWidget as NotebookPanel;
    return shown.content.model!.cells.get(0).sharedModel.getSource();
  });
  expect(source).toBe(LOGGED);

  await run.getByRole('combobox', { name: 'Columns' }).focus();
  await page.keyboard.press('3');
  await expect(run.locator('.jp-Runside-sections')).toHaveAttribute(
    'data-columns',
    '3'
  );
  const menu = run.getByRole('button', { name: 'Arrange the board' });
  await menu.press('Enter');
  await run.getByRole('combobox', { name: 'Sections' }).selectOption('first');
  await expect(
    run.locator('[data-section="val"] .jp-Runside-card')
  ).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(menu).toBeFocused();
  await expect(run.getByRole('dialog')).toHaveCount(0);
});

test('what is arranged in a tab is kept for its project, also under the cells of notebooks that were never arranged', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/project.ipynb`;
  writeNotebook(jupyter, file, [LOGGED]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  await runCell(page, 0);
  const under = panel(page);
  const uid = await under.getAttribute('data-run-id');
  await expect.poll(() => lastStep(card(under, 'val/loss'))).toBe(19);
  await save(page);
  await openRun(page, uid!);
  const tab = panel(page, 'tab');
  await expect.poll(() => lastStep(card(tab, 'train/loss'))).toBe(19);
  const kept = page.waitForRequest(
    request =>
      request.method() === 'PUT' &&
      request.url().includes('/api/workspaces/') &&
      (request.postData() ?? '').includes('runside:layout:board')
  );
  await act(card(tab, 'lr'), 'Hide');
  await expect(card(tab, 'lr')).toHaveCount(0);
  await (await kept).response();

  await reload(page);
  await openNotebook(page, file);
  await expect.poll(() => lastStep(card(under, 'val/loss'))).toBe(19);
  await expect(card(under, 'lr')).toHaveCount(0);
  expect(await isDirty(page)).toBe(false);
});

test('axe-core finds nothing grave in the tools of the board, nor in what they open', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/seen.ipynb`;
  writeNotebook(jupyter, file, [LOGGED]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  await runCell(page, 0);
  const run = panel(page);
  await expect.poll(() => lastStep(card(run, 'val/loss'))).toBe(19);
  await act(card(run, 'lr'), 'Hide');
  await run.getByRole('searchbox').fill('/(/');
  await run.getByRole('button', { name: 'Arrange the board' }).click();
  expect(await graveFindings(page, '.jp-OutputArea .jp-Runside-panel')).toEqual(
    []
  );
  await run.getByRole('searchbox').fill('loss');
  await run.getByRole('button', { name: 'Hidden cards' }).click();
  expect(await graveFindings(page, '.jp-OutputArea .jp-Runside-panel')).toEqual(
    []
  );
});
