import * as fs from 'fs';
import * as path from 'path';

import { expect, test } from './fixtures';
import { openLab, openRun } from './lab';
import {
  card,
  journalled,
  knownRuns,
  lastStep,
  panel,
  stopTraining,
  training
} from './runs';
import type { JupyterServer } from './server';

let server: JupyterServer;

test.beforeEach(async ({ serve }) => {
  server = await serve();
});

test("a script's run is picked from the list and drawn live in a tab", async ({
  page
}) => {
  await openLab(page, server);
  server.script(training({ name: 'from a script' }));
  await expect
    .poll(async () => (await knownRuns(page)).length, { timeout: 15_000 })
    .toBe(1);
  void page.evaluate(() =>
    window.jupyterapp.commands.execute('runside:open-run')
  );
  const option = page.getByRole('option', { name: 'from a script' });
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await expect(
    page.getByRole('combobox', { name: 'Filter runs' })
  ).toBeFocused();
  await page.keyboard.press('Enter');

  const loss = card(panel(page, 'tab'), 'train/loss');
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(2);
  const early = await lastStep(loss);
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(early);
  await expect(panel(page, 'tab')).toContainText('running');
  stopTraining(server.root);
  await expect(panel(page, 'tab')).toContainText('finished');
});

test('a Jupyter server that stops and starts in mid-run is said to be away, and then caught up with', async ({
  page
}) => {
  await openLab(page, server);
  server.script(training());
  await expect
    .poll(async () => (await knownRuns(page)).length, { timeout: 15_000 })
    .toBe(1);
  const [info] = await knownRuns(page);
  await openRun(page, info.run);
  const loss = card(panel(page, 'tab'), 'train/loss');
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(10);

  await server.stop();
  await expect(panel(page, 'tab')).toContainText('disconnected');
  const before = await lastStep(loss);
  await server.start();
  await expect(panel(page, 'tab')).not.toContainText('disconnected', {
    timeout: 30_000
  });
  await expect
    .poll(() => lastStep(loss), { timeout: 30_000 })
    .toBeGreaterThan(before + 20);
  stopTraining(server.root);
  await expect(panel(page, 'tab')).toContainText('finished');
  const logged = journalled(info.dir, 'train/loss').size;
  await expect.poll(() => lastStep(loss)).toBe(logged - 1);
  const points = (2 * logged).toLocaleString('en');
  await expect(panel(page, 'tab')).toContainText(`${points} points`);
});

test(
  'a bad line of a journal is skipped, counted and shown',
  { tag: '@any-way' },
  async ({ page }) => {
    const script = server.script(training({ steps: 20 }));
    await new Promise(resolve => script.once('exit', resolve));
    await openLab(page, server);
    await expect
      .poll(async () => (await knownRuns(page)).map(info => info.state))
      .toEqual(['finished']);
    const [info] = await knownRuns(page);
    await server.stop();
    const folder = path.join(info.dir, 'journal');
    const name = fs.readdirSync(folder).find(name => name.endsWith('.log'))!;
    const file = path.join(folder, name);
    const lines = fs.readFileSync(file, 'ascii').split('\n');
    lines[6] = lines[6].replace('"loss"', '"lost"').replace('loss', 'lost');
    fs.writeFileSync(file, lines.join('\n'));
    fs.rmSync(server.index);
    await server.start();

    await openLab(page, server);
    await openRun(page, info.run);
    await expect(panel(page, 'tab')).toContainText('1 bad line');
    await expect(card(panel(page, 'tab'), 'train/loss')).toHaveAttribute(
      'data-last-step',
      '19'
    );
  }
);
