/*
 * Pointing and zooming in charts, with the mouse and with the keyboard.
 */
import type { Locator, Page } from '@playwright/test';

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
import type { JupyterServer } from './server';

const LOGGED = [
  'import runside',
  'run = runside.init(project="ui", name="curves")',
  'for step in range(0, 1001):',
  '    run.log({"loss": step / 10, "accuracy": (1000 - step) / 10, "tokens": 512 * step})',
  'run.finish()'
].join('\n');

const LONG = [
  'import math, runside',
  'run = runside.init(project="ui", name="long")',
  'for step in range(30_000):',
  '    run.log({"loss": math.sin(step)})',
  'run.finish()'
].join('\n');

/** Every tenth value is 1, the others 0: of the points that are drawn many more. */
const SPIKES = [
  'import runside',
  'run = runside.init(project="ui", name="spikes")',
  'for step in range(30_000):',
  '    run.log({"loss": float(step % 10 == 5)})',
  'run.finish()'
].join('\n');

/** What the charts are drawn in. */
function chart(page: Page, key: string): Locator {
  return card(panel(page), key).locator('.jp-Runside-chart');
}

/** What the crosshair says in a chart: which point it is at, or its value. */
function said(page: Page, key: string, part: 'Head' | 'Value'): Locator {
  return chart(page, key).locator(`.jp-Runside-hover${part}`);
}

/** How far from the left edge of its chart the crosshair is, in pixels; null where there is none. */
async function crosshair(page: Page, key: string): Promise<number | null> {
  const line = chart(page, key).locator('.jp-Runside-hoverLine');
  if ((await line.count()) === 0) {
    return null;
  }
  const [at, from] = await Promise.all([
    line.boundingBox(),
    chart(page, key).boundingBox()
  ]);
  return at!.x - from!.x;
}

/** The labels of the horizontal axis. */
function labels(page: Page, key: string): Locator {
  return chart(page, key).locator('.xtick text');
}

function reset(page: Page, key: string): Locator {
  return card(panel(page), key).getByRole('button', { name: 'Show all of' });
}

/** The place in a chart at so much of its data's width, on the page. */
async function placeIn(
  page: Page,
  key: string,
  share: number
): Promise<[x: number, y: number]> {
  // Its lines go from end to end.
  const grid = await chart(page, key).locator('.gridlayer').boundingBox();
  return [grid!.x + share * grid!.width, grid!.y + grid!.height / 2];
}

/** Run a cell that logs both, and show their charts. */
async function open(
  page: Page,
  jupyter: JupyterServer,
  file: string
): Promise<void> {
  writeNotebook(jupyter, file, [LOGGED]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  expect(await runCell(page, 0)).toBe(true);
  for (const key of ['loss', 'accuracy']) {
    await chart(page, key).scrollIntoViewIfNeeded();
    await expect.poll(() => lastStep(card(panel(page), key))).toBe(1000);
  }
  await expect(panel(page)).toContainText('finished');
}

test('the mouse points, zooms and goes back in all charts at once', async ({
  page,
  jupyter,
  folder
}) => {
  await open(page, jupyter, `${folder}/charts.ipynb`);
  await expect(panel(page).locator('.jp-Runside-hover')).toHaveCount(0);

  // One crosshair for all.
  await page.mouse.move(...(await placeIn(page, 'loss', 0.5)));
  await expect(said(page, 'loss', 'Head')).toHaveText(
    /^step (49|50)\d · 0:\d\d$/
  );
  const [step] = /\d+/.exec((await said(page, 'loss', 'Head').textContent())!)!;
  await expect(said(page, 'loss', 'Value')).toHaveText(
    String(Number(step) / 10)
  );
  await expect(said(page, 'accuracy', 'Value')).toHaveText(
    String((1000 - Number(step)) / 10)
  );
  expect(await crosshair(page, 'accuracy')).toBeCloseTo(
    (await crosshair(page, 'loss'))!,
    0
  );

  // A box along the axis zooms all charts; the values are those within.
  await page.mouse.down();
  await page.mouse.move(...(await placeIn(page, 'loss', 0.6)), { steps: 4 });
  await expect(
    chart(page, 'loss').locator('.jp-Runside-zoomBox')
  ).toBeVisible();
  await page.mouse.up();
  await expect(labels(page, 'loss')).toContainText(['550', '600']);
  await expect(labels(page, 'accuracy')).toContainText(['550', '600']);
  await expect(chart(page, 'loss').locator('.ytick text')).toContainText([
    /^5\d/
  ]);
  await expect(reset(page, 'accuracy')).toBeVisible();

  // The wheel scrolls the page; with Ctrl it zooms.
  const zoomed = await labels(page, 'loss').allTextContents();
  await page.mouse.move(...(await placeIn(page, 'loss', 0.5)));
  await page.mouse.wheel(0, 10);
  await expect(labels(page, 'loss')).toHaveText(zoomed);
  await chart(page, 'loss').scrollIntoViewIfNeeded();
  await page.mouse.move(...(await placeIn(page, 'loss', 0.5)));
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -300);
  await page.keyboard.up('Control');
  await expect(labels(page, 'accuracy')).not.toHaveText(zoomed);

  await page.mouse.dblclick(...(await placeIn(page, 'accuracy', 0.5)));
  await expect(labels(page, 'loss')).toContainText(['0', '1,000']);
  await expect(reset(page, 'loss')).toHaveCount(0);

  // Away from all charts nothing is pointed at.
  await page.mouse.move(5, 5);
  await expect(panel(page).locator('.jp-Runside-hover')).toHaveCount(0);
});

test('the keys go along the line, zoom, and go back', async ({
  page,
  jupyter,
  folder
}) => {
  await open(page, jupyter, `${folder}/charts.ipynb`);
  // By keyboard alone: from the control before it.
  await chart(page, 'loss').focus();
  await page.keyboard.press('End');
  await expect(said(page, 'loss', 'Head')).toContainText('step 1,000 ');
  await expect(said(page, 'loss', 'Value')).toHaveText('100');
  await page.keyboard.press('Home');
  await expect(said(page, 'loss', 'Head')).toContainText('step 0 ');
  await page.keyboard.press('ArrowRight');
  await expect(said(page, 'loss', 'Head')).not.toContainText('step 0 ');
  expect(await crosshair(page, 'accuracy')).toBeCloseTo(
    (await crosshair(page, 'loss'))!,
    0
  );
  await expect(chart(page, 'loss')).toHaveAttribute(
    'aria-valuetext',
    /^step \d+ · .*: /
  );

  await page.keyboard.press('+');
  await expect(reset(page, 'accuracy')).toBeVisible();
  await expect(labels(page, 'accuracy')).toContainText(['0', '500']);
  await page.keyboard.press('-');
  await expect(reset(page, 'accuracy')).toHaveCount(0);
  await page.keyboard.press('+');
  await page.keyboard.press('0');
  await expect(labels(page, 'accuracy')).toContainText(['0', '1,000']);

  await page.keyboard.press('Escape');
  await expect(said(page, 'loss', 'Head')).toHaveCount(0);
  await expect(chart(page, 'loss')).toBeFocused();
});

test('the horizontal axis of all charts is what is chosen', async ({
  page,
  jupyter,
  folder
}) => {
  await open(page, jupyter, `${folder}/charts.ipynb`);
  const choice = panel(page).getByLabel('Horizontal axis');
  await choice.selectOption('tokens');
  await expect(chart(page, 'loss')).toHaveAttribute('data-over', 'tokens');
  await page.mouse.move(...(await placeIn(page, 'loss', 0.99)));
  await expect(said(page, 'loss', 'Head')).toHaveText(
    /^tokens \d{6} · step \d+ · 0:\d\d$/
  );

  await choice.selectOption('Wall time');
  await expect(chart(page, 'loss')).not.toHaveAttribute('data-over');
  await expect(labels(page, 'loss').first()).toContainText(/\d\d:\d\d/);

  await choice.selectOption('Relative time');
  await expect(labels(page, 'loss').first()).not.toContainText(/\d\d:\d\d/);

  // Each chart by itself.
  await choice.selectOption('Step');
  await panel(page)
    .getByRole('button', { name: 'Zoom all charts together' })
    .click();
  await chart(page, 'loss').focus();
  await page.keyboard.press('+');
  await expect(reset(page, 'loss')).toBeVisible();
  await expect(labels(page, 'accuracy')).toContainText(['0', '1,000']);
  await expect(reset(page, 'accuracy')).toHaveCount(0);
});

/** The chart of a long series, of which the page has what a screen shows. */
async function openLong(
  page: Page,
  jupyter: JupyterServer,
  file: string,
  code: string
): Promise<Locator> {
  writeNotebook(jupyter, file, [code]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  expect(await runCell(page, 0)).toBe(true);
  await save(page);
  // What came live is forgotten.
  await reload(page);
  await openNotebook(page, file, { kernel: false });
  const loss = chart(page, 'loss');
  await loss.scrollIntoViewIfNeeded();
  await expect.poll(() => lastStep(card(panel(page), 'loss'))).toBe(29_999);
  return loss;
}

test('a zoom into a long series brings what the page does not have of it', async ({
  page,
  jupyter,
  folder
}) => {
  const loss = await openLong(page, jupyter, `${folder}/long.ipynb`, LONG);
  await loss.focus();

  /** How far the first two points that are shown are apart, in steps. */
  const apart = async (): Promise<number> => {
    const steps: number[] = [];
    for (const key of ['Home', 'ArrowRight']) {
      await page.keyboard.press(key);
      const text = await said(page, 'loss', 'Head').textContent();
      steps.push(Number(/step ([\d,]+)/.exec(text!)![1].replace(/,/g, '')));
    }
    return steps[1] - steps[0];
  };
  expect(await apart()).toBeGreaterThan(1);
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('+');
  }
  await expect.poll(apart).toBe(1);
});

test('smoothing draws over what was logged, also where the Jupyter server has to do it', async ({
  page,
  jupyter,
  folder
}) => {
  const loss = await openLong(page, jupyter, `${folder}/smooth.ipynb`, SPIKES);
  const lines = loss.locator('.scatterlayer .js-line');
  await expect(lines).toHaveCount(1);

  /** How high the last of the lines is, in pixels. */
  const height = async () => (await lines.last().boundingBox())!.height;
  const raw = await height();
  const slider = panel(page).getByRole('slider', { name: 'Smoothing' });
  await slider.focus();
  await page.keyboard.press('End');
  await expect(slider).toHaveAttribute('aria-valuetext', '0.999');
  await expect(lines).toHaveCount(2);
  // The mean of all values, a tenth; of the points that are drawn it would be a third.
  await expect.poll(async () => (await height()) < raw / 4).toBe(true);

  await page.keyboard.press('Home');
  await expect(lines).toHaveCount(1);
});
