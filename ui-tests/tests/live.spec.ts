import * as fs from 'fs';
import * as path from 'path';

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
import {
  card,
  journalled,
  knownRuns,
  lastStep,
  lastVertex,
  panel,
  stopTraining,
  training
} from './runs';

test('a run draws live while its cell runs, and what is drawn is what was logged', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/live.ipynb`;
  writeNotebook(jupyter, file, [training()]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  let ended = false;
  const cell = runCell(page, 0).finally(() => (ended = true));

  const loss = card(panel(page), 'train/loss');
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(5);
  const early = await lastStep(loss);
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(early + 20);
  await expect(panel(page)).toContainText('running');
  expect(ended).toBe(false);

  stopTraining(path.join(jupyter.root, folder));
  expect(await cell).toBe(true);
  await expect(panel(page)).toContainText('finished');
  const [info] = await knownRuns(page);
  const [step, value] = [...journalled(info.dir, 'train/loss')].at(-1)!;
  await expect.poll(() => lastStep(loss)).toBe(step);
  const drawn = await lastVertex(loss);
  expect(drawn.step).toBeCloseTo(step, 0);
  // A chart is about 120 pixels high, and its line is written with two decimals.
  expect(Math.abs(drawn.value - value)).toBeLessThan(0.002);
});

test(
  'the quickstart draws its curves and its misread digits while it trains',
  { tag: '@any-way' },
  async ({ page, jupyter, folder }) => {
    test.setTimeout(300_000);
    const source = fs.readFileSync(
      path.join(__dirname, '../../examples/quickstart.ipynb'),
      'utf-8'
    );
    // Half of its epochs: the rest is more of the same.
    const shorter = source.replace('\\"epochs\\": 200', '\\"epochs\\": 100');
    expect(shorter).not.toBe(source);
    const file = `${folder}/quickstart.ipynb`;
    fs.writeFileSync(path.join(jupyter.root, file), shorter);
    await openLab(page, jupyter);
    await openNotebook(page, file);
    let ended = false;
    const all = page
      .evaluate(() =>
        window.jupyterapp.commands.execute('notebook:run-all-cells')
      )
      .finally(() => (ended = true));

    // Only what is in view is drawn.
    const loss = card(panel(page), 'train/loss');
    await loss.scrollIntoViewIfNeeded({ timeout: 60_000 });
    await expect.poll(() => lastStep(loss)).toBeGreaterThan(0);
    const early = await lastStep(loss);
    await expect
      .poll(() => lastStep(loss), { timeout: 60_000 })
      .toBeGreaterThan(early + 10);
    const misread = card(panel(page), 'examples/misclassified');
    await misread.scrollIntoViewIfNeeded({ timeout: 60_000 });
    await expect(misread.locator('img[data-drawn]').first()).toBeVisible();
    await expect(misread).toContainText(/\d read as \d/);
    expect(ended).toBe(false);

    await all;
    await expect(panel(page)).toContainText('finished', { timeout: 60_000 });
    await loss.scrollIntoViewIfNeeded();
    const [info] = await knownRuns(page);
    const logged = [...journalled(info.dir, 'train/loss')];
    await expect.poll(() => lastStep(loss)).toBe(logged.at(-1)![0]);
  }
);

test(
  'a cell that logs in a tight loop and prints a lot still draws live, and loses nothing',
  { tag: '@any-way' },
  async ({ page, jupyter, folder }) => {
    const file = `${folder}/flood.ipynb`;
    writeNotebook(jupyter, file, [
      [
        'import runside',
        'run = runside.init(project="ui")',
        'for i in range(60_000):',
        '    run.log({"loss": 1 / (1 + i)})',
        '    if i % 20 == 0: print("x" * 400)',
        'run.finish()'
      ].join('\n')
    ]);
    await openLab(page, jupyter);
    await openNotebook(page, file);
    let ended = false;
    const cell = runCell(page, 0).finally(() => (ended = true));
    const loss = card(panel(page), 'loss');
    await expect
      .poll(() => lastStep(loss), { intervals: [50] })
      .toBeGreaterThan(0);
    expect(ended).toBe(false);
    await cell;
    await expect.poll(() => lastStep(loss)).toBe(59_999);
    await expect(panel(page)).toContainText('60,000 points');
  }
);

test('a page reloaded in mid-run, saved before, shows the whole curve again', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/saved.ipynb`;
  writeNotebook(jupyter, file, [training()]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  void runCell(page, 0);
  const loss = card(panel(page), 'train/loss');
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(20);
  await save(page);
  await reload(page);
  await openNotebook(page, file, { busy: true });

  await expect.poll(() => lastStep(loss)).toBeGreaterThan(20);
  await expect(panel(page)).toContainText('running');
  const again = await lastStep(loss);
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(again);
  await expect(page.locator('.jp-Runside-liveBar')).toBeHidden();
  stopTraining(path.join(jupyter.root, folder));
  await expect(panel(page)).toContainText('finished');
  await showsWholeRun(page, panel(page));
});

test('a page reloaded in mid-run before any save says that a run is live, and shows it', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/unsaved.ipynb`;
  writeNotebook(jupyter, file, [training()]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  void runCell(page, 0);
  const under = card(panel(page), 'train/loss');
  await expect.poll(() => lastStep(under)).toBeGreaterThan(20);
  await reload(page);
  await openNotebook(page, file, { busy: true });

  const bar = page.locator('.jp-Runside-liveBar');
  await expect(bar).toContainText('1 run is live:');
  await bar.getByRole('button', { name: 'show' }).click();
  const loss = card(panel(page, 'tab'), 'train/loss');
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(20);
  const early = await lastStep(loss);
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(early);
  stopTraining(path.join(jupyter.root, folder));
  await expect(panel(page, 'tab')).toContainText('finished');
  await showsWholeRun(page, panel(page, 'tab'));
  await expect(bar).toBeHidden();
});

test('a second tab of the browser shows the same, live', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/two.ipynb`;
  writeNotebook(jupyter, file, [training()]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  void runCell(page, 0);
  const first = card(panel(page), 'train/loss');
  await expect.poll(() => lastStep(first)).toBeGreaterThan(5);
  await save(page);

  const other = await page.context().newPage();
  await openLab(other, jupyter, 'lab/workspaces/second');
  await openNotebook(other, file, { busy: true });
  const second = card(panel(other), 'train/loss');
  await expect.poll(() => lastStep(second)).toBeGreaterThan(20);
  const early = await lastStep(second);
  await expect.poll(() => lastStep(second)).toBeGreaterThan(early);
  stopTraining(path.join(jupyter.root, folder));
  await expect(panel(page)).toContainText('finished');
  await expect(panel(other)).toContainText('finished');
  await showsWholeRun(page, panel(page));
  await showsWholeRun(page, panel(other));
  const [here, there] = [await lastVertex(first), await lastVertex(second)];
  expect(there.step).toBeCloseTo(here.step, 0);
  expect(there.value).toBeCloseTo(here.value, 2);
  await other.close();
});

test(
  'a killed kernel is said to be killed within 10 s, with a forked worker beside it, and no row is lost',
  { tag: '@any-way' },
  async ({ page, jupyter, folder }) => {
    const file = `${folder}/killed.ipynb`;
    writeNotebook(jupyter, file, [
      [
        'import os, signal, time, runside',
        'run = runside.init(project="ui")',
        'worker = os.fork()',
        'if worker == 0:',
        '    time.sleep(60)',
        '    os._exit(0)',
        'while not os.path.exists("stop"): time.sleep(0.01)',
        'for i in range(500):',
        '    run.log({"loss": 1 / (1 + i)})',
        'os.kill(os.getpid(), signal.SIGKILL)'
      ].join('\n')
    ]);
    await openLab(page, jupyter);
    await openNotebook(page, file);
    void runCell(page, 0);
    // A kernel that dies within milliseconds of init() takes the message that shows the panel with it.
    await expect(panel(page)).toContainText('running');
    stopTraining(path.join(jupyter.root, folder));
    const loss = card(panel(page), 'loss');
    await expect(panel(page)).toContainText('killed', { timeout: 10_000 });
    await expect.poll(() => lastStep(loss)).toBe(499);
    await expect(panel(page)).toContainText('500 points');
  }
);

test(
  'copying the runs of a running cell leaves it running',
  { tag: '@any-way' },
  async ({ page, jupyter, folder }) => {
    const file = `${folder}/copied.ipynb`;
    writeNotebook(jupyter, file, [
      [
        'import os, shutil, time, runside',
        'run = runside.init(project="ui")',
        'for i in range(100_000):',
        '    run.log({"loss": 1 / (1 + i)})',
        '    if i == 10: shutil.copytree("runside-runs", "copied")',
        '    if os.path.exists("stop"): break',
        '    time.sleep(0.1)'
      ].join('\n')
    ]);
    await openLab(page, jupyter);
    await openNotebook(page, file);
    const cell = runCell(page, 0);
    const states = new Set<string>();
    // 60 steps: long enough for a lock that was dropped to be seen missing twice.
    await expect
      .poll(async () => {
        const [info] = await knownRuns(page);
        if (info?.step) {
          states.add(info.state);
        }
        return info?.step ?? 0;
      })
      .toBeGreaterThan(60);
    stopTraining(path.join(jupyter.root, folder));
    await cell;
    expect([...states]).toEqual(['running']);
  }
);

/** Wait until a panel shows all that the journals hold. */
async function showsWholeRun(page: Page, panel: Locator): Promise<void> {
  const run = await panel.getAttribute('data-run-id');
  const info = (await knownRuns(page)).find(info => info.run === run)!;
  const logged = [...journalled(info.dir, 'train/loss')];
  await expect
    .poll(() => lastStep(card(panel, 'train/loss')))
    .toBe(logged.at(-1)![0]);
  const points = (2 * logged.length).toLocaleString('en');
  await expect(panel).toContainText(`${points} points`);
}
