/*
 * What a page that shows a run costs the loop that logs: rows a second and the slowest calls of a tight loop, in a real
 * JupyterLab whose page draws the run, and in the same notebook when its page has been left. The Jupyter server indexes
 * the run in both.
 */
import { expect, type Page, test } from '@playwright/test';
import * as fs from 'fs';
import * as path from 'path';

import {
  notebook,
  openLab,
  openNotebook,
  runCell
} from '../ui-tests/tests/lab';
import { JupyterServer } from '../ui-tests/tests/server';

const ROWS = 600_000;
const ROUNDS = 3;

interface IMeasured {
  rate: number;
  p50: number;
  p999: number;
}

test('attached: a tight loop with a page that draws it, and without', async ({
  page
}) => {
  const seen = { attached: [] as IMeasured[], left: [] as IMeasured[] };
  for (let round = 0; round < ROUNDS; round++) {
    seen.attached.push(await measure(page, true));
    seen.left.push(await measure(page, false));
  }
  const [attached, left] = [medians(seen.attached), medians(seen.left)];
  for (const [name, figures] of Object.entries({ attached, left })) {
    console.log(
      `${name}: ${Math.round(figures.rate)} rows/s, p50 ${figures.p50.toFixed(1)} µs, ` +
        `p99.9 ${figures.p999.toFixed(1)} µs`
    );
  }
  console.log(
    `attached / left: rows a second ${(attached.rate / left.rate).toFixed(2)}, ` +
      `p99.9 ${(attached.p999 / left.p999).toFixed(2)}`
  );
});

async function measure(page: Page, stays: boolean): Promise<IMeasured> {
  const server = await JupyterServer.create();
  try {
    fs.writeFileSync(
      path.join(server.root, 'attached.ipynb'),
      notebook([loop()])
    );
    await openLab(page, server);
    await openNotebook(page, 'attached.ipynb');
    void runCell(page, 0).catch(() => undefined); // the page may leave before it ends
    const panel = page.locator('.jp-OutputArea [data-run-id]').first();
    for (const key of ['loss', 'acc', 'lr', 'val', 'x']) {
      const card = panel.locator(`[data-key="${key}"]`).first();
      await expect(card).toHaveAttribute('data-last-step', '0');
    }
    if (!stays) {
      await page.goto('about:blank');
    }
    fs.writeFileSync(path.join(server.root, 'go'), '');
    const result = path.join(server.root, 'result.json');
    await expect
      .poll(() => fs.existsSync(result), { timeout: 120_000 })
      .toBe(true);
    return JSON.parse(fs.readFileSync(result, 'utf-8')) as IMeasured;
  } finally {
    await server.dispose();
  }
}

function loop(): string {
  return [
    'import json, os, time, runside',
    'run = runside.init(project="attached")',
    'run.log({"loss": 1.0, "acc": 0.0, "lr": 0.0, "val": 0.0, "x": 0.0})',
    'while not os.path.exists("go"): time.sleep(0.05)',
    'times, clock, log = [], time.perf_counter_ns, run.log',
    'start = clock()',
    `for i in range(${ROWS}):`,
    '    data = {"loss": 1 / (i + 1.1), "acc": i / 7, "lr": i / 3, "val": i / 11, "x": i / 13}',
    '    begin = clock()',
    '    log(data)',
    '    times.append(clock() - begin)',
    'took = (clock() - start) / 1e9',
    'times.sort()',
    `told = {"rate": ${ROWS} / took, "p50": times[${ROWS / 2}] / 1e3, "p999": times[${ROWS * 0.999}] / 1e3}`,
    'json.dump(told, open("result.tmp", "w"))',
    'os.replace("result.tmp", "result.json")',
    'run.finish()'
  ].join('\n');
}

function medians(all: IMeasured[]): IMeasured {
  const of = (name: keyof IMeasured) =>
    all.map(one => one[name]).sort((a, b) => a - b)[Math.floor(all.length / 2)];
  return { rate: of('rate'), p50: of('p50'), p999: of('p999') };
}
