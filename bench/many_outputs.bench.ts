/*
 * Opening a notebook that holds the outputs of thirty runs, each of five metrics of 1000 points and one image, with a
 * saved picture each: with Runside (whose Jupyter server has the runs), and without it. Each time in a new page, in
 * turns; besides, what scrolling to the end of the notebook leaves in memory.
 *
 * The time is from the command that opens the file to the first moment at which the notebook is there and the page has
 * had nothing to do for a tenth of a second.
 */
import { type Browser, type CDPSession, expect, test } from '@playwright/test';
import * as fs from 'fs';
import * as path from 'path';

import { notebook, openLab } from '../ui-tests/tests/lab';
import { JupyterServer } from '../ui-tests/tests/server';

const RUNS = 30;
const STEPS = 1000;
const ROUNDS = 5;

/** Makes the runs, and prints their uids. */
const TRAINING = [
  'import math, numpy as np, runside',
  `for k in range(${RUNS}):`,
  '    run = runside.init(project="many", name=f"run-{k}")',
  `    for i in range(${STEPS}):`,
  '        row = {f"m/{j}": math.exp(-i / 200) * math.sin(i / 30 + j + k) for j in range(5)}',
  `        if i == ${STEPS} - 1:`,
  '            row["images/sample"] = runside.Image(np.random.default_rng(k).random((64, 64)))',
  '        run.log(row)',
  '    run.finish()'
].join('\n');

interface IOpened {
  /** Until the notebook is there and the page rests, in ms. */
  ms: number;
  /** What the page's main thread was busy for, in tasks of more than 50 ms. */
  longTasks: number;
  /** What was asked of our part of the Jupyter server, for single runs. */
  requests: number;
  /** How many panels stand. */
  panels: number;
  /** After a collection of garbage, in MB. */
  heap: number;
}

test('opening thirty outputs', async ({ browser }) => {
  const ours = await JupyterServer.create();
  const without = await JupyterServer.create({ disabled: ['runside'] });
  try {
    await makeNotebook(browser, ours);
    fs.copyFileSync(
      path.join(ours.root, 'many.ipynb'),
      path.join(without.root, 'many.ipynb')
    );
    const seen = { ours: [] as IOpened[], without: [] as IOpened[] };
    const ends: IOpened[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      seen.without.push((await open(browser, without)).opened);
      const { opened, scrolled } = await open(browser, ours);
      seen.ours.push(opened);
      ends.push(scrolled);
    }
    report('without Runside', seen.without);
    report('with Runside', seen.ours);
    report('scrolled to the end', ends);
    const ms = (all: IOpened[]) => median(all.map(one => one.ms));
    console.log(
      `many_outputs: ${Math.round(ms(seen.ours) - ms(seen.without))} ms more, ` +
        `${(ms(seen.ours) / ms(seen.without)).toFixed(2)} times as long`
    );
  } finally {
    await ours.dispose();
    await without.dispose();
  }
});

/** A notebook of which each cell has made a run, executed and saved in a page. */
async function makeNotebook(
  browser: Browser,
  server: JupyterServer
): Promise<void> {
  const cells = Array.from({ length: RUNS }, (_, k) =>
    TRAINING.replace(`range(${RUNS})`, `range(${k}, ${k + 1})`)
  );
  const file = path.join(server.root, 'many.ipynb');
  fs.writeFileSync(file, notebook(cells));
  const page = await browser.newPage();
  await openLab(page, server);
  await page.evaluate(async () => {
    const { commands, shell } = window.jupyterapp;
    await commands.execute('docmanager:open', { path: 'many.ipynb' });
    const panel = shell.currentWidget as never as {
      context: { ready: Promise<void> };
      sessionContext: { ready: Promise<void> };
    };
    await panel.context.ready;
    await panel.sessionContext.ready;
    await commands.execute('notebook:run-all-cells');
  });
  await expect(async () => {
    await page.evaluate(() =>
      window.jupyterapp.commands.execute('docmanager:save')
    );
    const saved = fs.readFileSync(file, 'utf8').match(/"saved": \{/g) ?? [];
    expect(saved).toHaveLength(RUNS);
  }).toPass({ timeout: 120_000 });
  await page.close();
}

async function open(
  browser: Browser,
  server: JupyterServer
): Promise<{ opened: IOpened; scrolled: IOpened }> {
  const page = await browser.newPage();
  const debug = await page.context().newCDPSession(page);
  let requests = 0;
  page.on('request', request => {
    requests += /\/runside\/api\/v1\/runs\/./.test(request.url()) ? 1 : 0;
  });
  await openLab(page, server, 'lab?reset');
  const timed = await page.evaluate(async () => {
    let busy = 0;
    let last = performance.now();
    new PerformanceObserver(list => {
      for (const { duration, startTime } of list.getEntries()) {
        busy += duration;
        last = startTime + duration;
      }
    }).observe({ entryTypes: ['longtask'] });
    const began = performance.now();
    const panel = (await window.jupyterapp.commands.execute('docmanager:open', {
      path: 'many.ipynb',
      factory: 'Notebook',
      kernelPreference: { shouldStart: false, autoStartDefault: false }
    })) as { context: { ready: Promise<void> }; revealed: Promise<void> };
    await panel.context.ready;
    await panel.revealed;
    last = Math.max(last, performance.now());
    const rested = () => performance.now() - last > 100;
    while (!rested()) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    return { ms: last - began, longTasks: busy };
  });
  await page.waitForTimeout(2000);
  const look = async () => ({
    ...timed,
    requests,
    panels: await page.locator('[data-run-id]').count(),
    heap: await heapOf(debug)
  });
  const opened = await look();
  await page.evaluate(async () => {
    const scroller = document.querySelector('.jp-WindowedPanel-outer')!;
    const end = () => scroller.scrollHeight - scroller.clientHeight - 10;
    while (scroller.scrollTop < end()) {
      scroller.scrollTop += 400;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  });
  await page.waitForTimeout(1000);
  const scrolled = await look();
  await page.close();
  return { opened, scrolled };
}

async function heapOf(debug: CDPSession): Promise<number> {
  await debug.send('HeapProfiler.collectGarbage');
  const { usedSize } = await debug.send('Runtime.getHeapUsage');
  return usedSize / 2 ** 20;
}

function report(what: string, all: IOpened[]): void {
  const of = (field: keyof IOpened) =>
    Math.round(median(all.map(one => one[field])));
  console.log(
    `many_outputs: ${what}: ${of('ms')} ms (${all
      .map(({ ms }) => Math.round(ms))
      .join(', ')}), long tasks ${of('longTasks')} ms, ` +
      `${of('requests')} requests, ${of('panels')} panels, heap ${of('heap')} MB`
  );
}

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
