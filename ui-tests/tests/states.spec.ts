import * as fs from 'fs';
import * as path from 'path';

import type { Locator } from '@playwright/test';

import { expect, test } from './fixtures';
import {
  cell,
  interruptKernel,
  openLab,
  openNotebook,
  openRun,
  runCell,
  writeNotebook
} from './lab';
import {
  card,
  journalled,
  knownRuns,
  lastStep,
  panelOf,
  stateOf,
  stopTraining,
  training,
  turnTo
} from './runs';

test('a run is called what it is: idle between its cells, failed, interrupted, finished by the next, crashed, finished, killed', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/states.ipynb`;
  writeNotebook(jupyter, file, [
    'import time, runside\na = runside.init(project="ui", name="goes on")\na.log({"loss": 1})',
    'a.log({"loss": 2})\nraise ValueError("the batch is empty")',
    'while True:\n    a.log({"loss": 3})\n    time.sleep(0.05)',
    'b = runside.init(project="ui", name="takes over")\nb.log({"loss": 1})',
    'with runside.init(project="ui", name="falls") as c:\n    c.log({"loss": 1})\n    raise RuntimeError("the loss is not a number")',
    'd = runside.init(project="ui", name="is done")\nd.log({"loss": 1})\nd.finish()',
    'e = runside.init(project="ui", name="dies")\ne.log({"loss": 1})\ntime.sleep(1000)'
  ]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  const first = panelOf(page, 'goes on');

  await test.step('its cell ended without a finish: idle', async () => {
    expect(await runCell(page, 0)).toBe(true);
    await expect(stateOf(first)).toHaveText('idle');
  });
  await test.step('an exception in a cell: idle, and what failed is said and kept', async () => {
    expect(await runCell(page, 1)).toBe(false);
    await cell(page, 0);
    await expect(first).toContainText(
      'the cell failed: ValueError: the batch is empty'
    );
    await expect(stateOf(first)).toHaveText('idle, the cell failed');
    await turnTo(first, 'Overview');
    await expect(first.locator('pre')).toContainText(
      'raise ValueError("the batch is empty")'
    );
    await turnTo(first, 'Charts');
  });
  await test.step('interrupted: idle, and it goes on with the next cell', async () => {
    const endless = runCell(page, 2);
    await cell(page, 0);
    await expect(stateOf(first)).toHaveText('running');
    await expect.poll(() => lastStep(card(first, 'loss'))).toBeGreaterThan(5);
    await interruptKernel(page);
    expect(await endless).toBe(false);
    await expect(stateOf(first)).toHaveText('idle, interrupted');
  });
  await test.step('a second init: the first has finished', async () => {
    expect(await runCell(page, 3)).toBe(true);
    await expect(
      stateOf(panelOf(await cell(page, 3), 'takes over'))
    ).toHaveText('idle');
    await cell(page, 0);
    await expect(stateOf(first)).toHaveText('finished');
  });
  await test.step('an exception leaves `with`: crashed, and its last lines are kept', async () => {
    expect(await runCell(page, 4)).toBe(false);
    const crashed = panelOf(await cell(page, 4), 'falls');
    await expect(stateOf(crashed)).toHaveText('crashed');
    await expect(crashed.locator('footer')).toContainText(
      'RuntimeError: the loss is not a number'
    );
    await turnTo(crashed, 'Overview');
    await expect(crashed.locator('pre')).toContainText(
      /raise RuntimeError.*\n.*RuntimeError: the loss is not a number/
    );
  });
  await test.step('finish(): finished', async () => {
    expect(await runCell(page, 5)).toBe(true);
    await expect(stateOf(panelOf(await cell(page, 5), 'is done'))).toHaveText(
      'finished'
    );
  });
  await test.step('SIGKILL: killed, and the others stay what they were', async () => {
    void runCell(page, 6);
    const killed = panelOf(await cell(page, 6), 'dies');
    await expect(stateOf(killed)).toHaveText('running');
    const [{ pid }] = await knownRuns(page);
    process.kill(pid, 'SIGKILL');
    await expect(stateOf(killed)).toHaveText('killed');
    await expect
      .poll(async () =>
        Object.fromEntries(
          (await knownRuns(page)).map(({ name, state }) => [name, state])
        )
      )
      .toMatchObject({
        'goes on': 'finished',
        'takes over': 'finished',
        falls: 'crashed',
        'is done': 'finished',
        dies: 'killed'
      });
  });
});

test('a run of another machine, of which nothing is heard any more, is not said to be killed', async ({
  page,
  serve
}) => {
  const server = await serve();
  // Its clock is an hour behind, so that what it wrote is old; no lock of its can be seen from here; and
  // its user's data are elsewhere, so that this server cannot have heard it while it wrote.
  const script = server.script(
    [
      'import os, signal, time',
      'os.environ["XDG_DATA_HOME"] = os.path.abspath("far-data")',
      'now = time.time',
      'time.time = lambda: now() - 3600',
      'import runside',
      'run = runside.init(project="ui", name="far away", dir="elsewhere")',
      'run.log({"loss": 1})',
      'os.kill(os.getpid(), signal.SIGKILL)'
    ].join('\n')
  );
  await new Promise(resolve => script.once('exit', resolve));
  const project = path.join('runside-runs', 'ui');
  const away = path.join(server.root, 'elsewhere', project);
  const [id] = fs.readdirSync(away);
  for (const name of fs.readdirSync(path.join(away, id, 'journal'))) {
    if (name.endsWith('.alive')) {
      fs.rmSync(path.join(away, id, 'journal', name));
    }
  }
  fs.mkdirSync(path.join(server.root, project), { recursive: true });
  fs.renameSync(path.join(away, id), path.join(server.root, project, id));

  await openLab(page, server);
  await expect
    .poll(async () => (await knownRuns(page)).map(({ state }) => state))
    .toEqual(['not heard from']);
  const [{ run }] = await knownRuns(page);
  await openRun(page, run);
  const far = panelOf(page, 'far away');
  await expect(stateOf(far)).toHaveText('not heard from');
  await expect.poll(() => lastStep(card(far, 'loss'))).toBe(0);
});

test('a kernel that stands still, and a machine that slept, have killed nothing, and go on', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/sleeps.ipynb`;
  writeNotebook(jupyter, file, [training({ name: 'sleeper' })]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  void runCell(page, 0);
  const sleeper = panelOf(page, 'sleeper');
  const loss = card(sleeper, 'train/loss');
  await expect.poll(() => lastStep(loss)).toBeGreaterThan(5);
  const seen = await watchText(stateOf(sleeper));

  const [{ pid }] = await knownRuns(page);
  process.kill(pid, 'SIGSTOP');
  // Longer than a lock may be missing before its writer counts as dead.
  await expect
    .poll(async () => {
      const [{ last_t }] = await knownRuns(page);
      return Date.now() / 1000 - last_t;
    })
    .toBeGreaterThan(5);
  const others = jupyter.processes();
  others.forEach(other => process.kill(other, 'SIGSTOP'));
  await new Promise(resolve => setTimeout(resolve, 4_000));
  const before = await lastStep(loss);
  [pid, ...others].forEach(each => process.kill(each, 'SIGCONT'));

  await expect.poll(() => lastStep(loss)).toBeGreaterThan(before + 20);
  expect(await seen()).toEqual(['running']);
  stopTraining(path.join(jupyter.root, folder));
  await expect(stateOf(sleeper)).toHaveText('finished');
  const [info] = await knownRuns(page);
  const logged = journalled(info.dir, 'train/loss').size;
  await expect.poll(() => lastStep(loss)).toBe(logged - 1);
});

/** Note every text that an element shows from now on. Call the result for them. */
async function watchText(element: Locator): Promise<() => Promise<string[]>> {
  const texts = await element.evaluateHandle(node => {
    const texts = new Set([node.textContent ?? '']);
    new MutationObserver(() => texts.add(node.textContent ?? '')).observe(
      node,
      { childList: true, characterData: true, subtree: true }
    );
    return texts;
  });
  return () => texts.evaluate(texts => [...texts]);
}
