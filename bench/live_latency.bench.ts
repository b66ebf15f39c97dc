/*
 * From `log()` to the pixel: how old a value is when the frame that first shows it has been painted, in a real
 * JupyterLab with a real kernel and browser, for one run of one and of twenty metrics, at 20 and 200 logs a second.
 *
 * The start is the `t` of the record, which `log()` takes from the clock as it is called; the end is the task after the
 * animation frame in which the card said, after plotly's own `afterplot`, up to which step it is drawn.
 */
import { expect, type Page, test } from '@playwright/test';
import * as fs from 'fs';
import * as path from 'path';

import { notebook, openLab, openNotebook } from '../ui-tests/tests/lab';
import { logRecords } from '../ui-tests/tests/runs';
import { JupyterServer } from '../ui-tests/tests/server';

const SECONDS = 20;
const CASES = [
  { rate: 20, keys: 1 },
  { rate: 200, keys: 1 },
  { rate: 20, keys: 20 },
  { rate: 200, keys: 20 }
];

/** When each step was first seen drawn, as [step, Unix ms]. */
interface IWatched {
  drawn: [number, number][];
}

for (const { rate, keys } of CASES) {
  test(`live latency, ${rate} logs/s of ${keys} metrics`, async ({ page }) => {
    const server = await JupyterServer.create();
    try {
      const steps = rate * SECONDS;
      const source = notebook([training(rate, keys, steps)]);
      fs.writeFileSync(path.join(server.root, 'latency.ipynb'), source);
      await openLab(page, server);
      await openNotebook(page, 'latency.ipynb');
      await watch(page, 'm/0');
      await page.evaluate(() =>
        window.jupyterapp.commands.execute('notebook:run-all-cells')
      );
      await expect(page.locator('[data-key="m/0"]').first()).toHaveAttribute(
        'data-last-step',
        String(steps - 1),
        { timeout: 60_000 }
      );
      const { drawn } = await page.evaluate(
        () => (window as unknown as { watched: IWatched }).watched
      );
      report(rate, keys, ages(drawn, logged(server.root)));
    } finally {
      await server.dispose();
    }
  });
}

function training(rate: number, keys: number, steps: number): string {
  return [
    'import math, time, runside',
    `run = runside.init(project="latency", total_steps=${steps})`,
    'start = time.perf_counter()',
    `for i in range(${steps}):`,
    `    run.log({f"m/{k}": math.sin(i / 50 + k) for k in range(${keys})})`,
    `    time.sleep(max(0, start + (i + 1) / ${rate} - time.perf_counter()))`,
    'run.finish()'
  ].join('\n');
}

/** Note in the page when a card first shows each step. */
async function watch(page: Page, key: string): Promise<void> {
  await page.evaluate(key => {
    const watched: IWatched = { drawn: [] };
    Object.assign(window, { watched });
    const afterPaint = (step: number) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => watched.drawn.push([step, Date.now()]);
        port2.postMessage(null);
      });
    new MutationObserver(changes => {
      for (const { target } of changes) {
        const { key: seen, lastStep } = (target as HTMLElement).dataset;
        if (seen === key && lastStep !== undefined) {
          afterPaint(Number(lastStep));
        }
      }
    }).observe(document.body, {
      subtree: true,
      attributeFilter: ['data-last-step']
    });
  }, key);
}

/** When each step was logged, Unix ms. */
function logged(root: string): Map<number, number> {
  const runs = path.join(root, 'runside-runs', 'latency');
  const [run] = fs.readdirSync(runs);
  return new Map(
    logRecords(path.join(runs, run)).map(({ step, t }) => [step, t * 1000])
  );
}

function ages(drawn: [number, number][], times: Map<number, number>): number[] {
  const found: number[] = [];
  let next = 0;
  for (const [step, at] of drawn) {
    for (; next <= step; next++) {
      found.push(at - (times.get(next) ?? NaN));
    }
  }
  return found.sort((a, b) => a - b);
}

function report(rate: number, keys: number, sorted: number[]): void {
  const at = (p: number) =>
    Math.round(
      sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]
    );
  console.log(
    `live_latency: ${rate} logs/s, ${keys} metrics: p50 ${at(0.5)} ms, ` +
      `p95 ${at(0.95)} ms, max ${at(1)} ms (${sorted.length} values)`
  );
}
