/*
 * run.widget(): the panel of a run among other ipywidgets.
 */
import type { ConsoleMessage, Locator, Page } from '@playwright/test';

import { expect, test } from './fixtures';
import { cell, openLab, openNotebook, runCell, writeNotebook } from './lab';
import { card, lastStep } from './runs';

const TRAIN = [
  'import ipywidgets as w, runside',
  'run = runside.init(project="ui", name="widget")',
  'for i in range(50): run.log({"train/loss": 1 / (1 + i), "test/loss": 2 / (1 + i)})'
].join('\n');

/** The panels of widgets below a cell. */
async function widgets(page: Page, index: number): Promise<Locator> {
  return (await cell(page, index)).locator(
    '.jp-Runside-view[data-place="widget"] [data-run-id]'
  );
}

test('a widget draws the run beside others in a row, with the keys and the height that it was given, and others when they change', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/row.ipynb`;
  writeNotebook(jupyter, file, [
    TRAIN,
    'one = run.widget(keys="train/*", height=300)\nw.HBox([one, run.widget(height=420)])',
    'run.log({"train/loss": 0})',
    'one.patterns = ["test/*"]; one.height = 240'
  ]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  await runCell(page, 0);
  expect(await runCell(page, 1)).toBe(true);
  const panels = await widgets(page, 1);
  await expect(panels).toHaveCount(2);
  const [one, two] = [panels.first(), panels.last()];
  await expect.poll(() => lastStep(card(one, 'train/loss'))).toBe(49);
  await expect.poll(() => lastStep(card(two, 'train/loss'))).toBe(49);
  await expect(card(one, 'test/loss')).toHaveCount(0);
  await expect(card(two, 'test/loss')).toHaveCount(1);
  const sizes = await panels.evaluateAll(nodes =>
    nodes.map(node => node.getBoundingClientRect())
  );
  expect(sizes.map(({ height }) => height)).toEqual([300, 420]);
  expect(sizes[0].width).toBeGreaterThan(250);
  expect(sizes[0].width).toBeCloseTo(sizes[1].width, 0);

  // Both are live, and change when Python changes them.
  await runCell(page, 2);
  await expect.poll(() => lastStep(card(two, 'train/loss'))).toBe(50);
  await runCell(page, 3);
  await expect(card(one, 'test/loss')).toHaveCount(1);
  await expect(card(one, 'train/loss')).toHaveCount(0);
  await expect
    .poll(() => one.evaluate(node => node.getBoundingClientRect().height))
    .toBe(240);
});

test('a widget that begins behind another tab, or is made anew by interact, draws when it is seen', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/tabs.ipynb`;
  writeNotebook(jupyter, file, [
    TRAIN,
    'w.Tab([w.Label("nothing"), run.widget()], titles=["words", "curves"])',
    [
      'from IPython.display import display',
      'def show(which): display(run.widget(keys=which + "/*"))',
      'w.interact(show, which=["train", "test"]);'
    ].join('\n')
  ]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  await runCell(page, 0);
  await runCell(page, 1);
  const behind = await widgets(page, 1);
  await expect(behind).toBeHidden();
  await (await cell(page, 1)).getByRole('tab', { name: 'curves' }).click();
  const loss = card(behind, 'train/loss');
  await expect.poll(() => lastStep(loss)).toBe(49);
  const line = loss.locator('path.js-line').first();
  const [drawn, room] = [await line.boundingBox(), await loss.boundingBox()];
  expect(drawn!.width).toBeGreaterThan(room!.width / 2);
  expect(drawn!.width).toBeLessThan(room!.width);

  await runCell(page, 2);
  const made = await widgets(page, 2);
  await expect.poll(() => lastStep(card(made, 'train/loss'))).toBe(49);
  const dropdown = (await cell(page, 2)).locator('.widget-dropdown select');
  await dropdown.selectOption('test');
  await expect.poll(() => lastStep(card(made, 'test/loss'))).toBe(49);
  await expect(made).toHaveCount(1);
});

test('without the part of ipywidgets in the page only the widget is missing, and nothing complains', async ({
  page,
  serve
}) => {
  const server = await serve({
    disabled: ['@jupyter-widgets/jupyterlab-manager']
  });
  const complaints: string[] = [];
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', error => complaints.push(error.message));
  writeNotebook(server, 'alone.ipynb', [TRAIN, 'run.widget()']);
  await openLab(page, server);
  await openNotebook(page, 'alone.ipynb');
  await runCell(page, 0);
  const panel = (await cell(page, 0)).locator(
    '.jp-Runside-view[data-place="output"] [data-run-id]'
  );
  await expect.poll(() => lastStep(card(panel, 'train/loss'))).toBe(49);
  expect(complaints).toEqual([]);

  // What is said of the comm that nobody takes is ipywidgets' own.
  expect(await runCell(page, 1)).toBe(true);
  await expect(
    (await cell(page, 1)).locator('.jp-OutputArea-output')
  ).toContainText('RunWidget');
});
