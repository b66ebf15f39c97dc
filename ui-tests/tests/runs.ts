/*
 * Looking at runs: in the page as a user sees them, and on the disk as they were kept.
 */
import * as fs from 'fs';
import * as path from 'path';

import type { Locator, Page } from '@playwright/test';

/**
 * A run that logs a step every `every` seconds until `stopTraining` is called in its folder, or that many steps.
 */
export function training(
  options: { every?: number; name?: string; steps?: number } = {}
): string {
  const { every = 0.05, name = null, steps = 100_000 } = options;
  return [
    'import math, os, time, runside',
    `run = runside.init(project="ui", name=${name === null ? 'None' : JSON.stringify(name)})`,
    `for i in range(${steps}):`,
    '    run.log({"train/loss": math.exp(-i / 40) + 0.01 * math.sin(i), "validation/accuracy": 1 - math.exp(-i / 60)})',
    '    if os.path.exists("stop"): break',
    `    time.sleep(${every})`,
    'run.finish()'
  ].join('\n');
}

/** End the training in a folder after its next step. */
export function stopTraining(folder: string): void {
  fs.writeFileSync(path.join(folder, 'stop'), '');
}

/** The panel of a run under a cell, or the one in a tab. */
export function panel(page: Page, place: 'output' | 'tab' = 'output'): Locator {
  return page.locator(
    place === 'output'
      ? '.jp-OutputArea .jp-Runside-view [data-run-id]'
      : '.jp-Runside-view[data-place="tab"] [data-run-id]'
  );
}

/** The panels of the run of this name, wherever they are. */
export function panelOf(page: Page | Locator, name: string): Locator {
  return page.getByRole('article', { name: `Run ${name}`, exact: true });
}

/** The sidebar with the list of runs. */
export function sidebar(page: Page): Locator {
  return page.locator('#runside-runs');
}

/** Show the sidebar, and wait until its list is there. */
export async function showRuns(page: Page): Promise<void> {
  await page.evaluate(() =>
    window.jupyterapp.commands.execute('runside:show-runs')
  );
  await sidebar(page).getByRole('treegrid').waitFor();
}

/** What the list of runs shows below "This notebook": the names of runs, and what is folded. */
export function thisNotebook(page: Page): Promise<string[]> {
  return sidebar(page)
    .getByRole('row')
    .evaluateAll(rows => {
      const title = (row: Element) =>
        row.querySelector('.jp-Runside-groupTitle, .jp-Runside-runName')
          ?.textContent ?? '';
      const ordered = rows.sort(
        (a, b) =>
          Number(a.getAttribute('data-index')) -
          Number(b.getAttribute('data-index'))
      );
      const top = ordered.findIndex(row => title(row) === 'This notebook');
      const below = top < 0 ? [] : ordered.slice(top + 1);
      const end = below.findIndex(row => row.ariaLevel === '1');
      return below.slice(0, end < 0 ? undefined : end).map(title);
    });
}

/** What the header says of the state. */
export function stateOf(panel: Locator): Locator {
  return panel.locator('.jp-Runside-stateWord');
}

/** Show another tab of a panel. */
export async function turnTo(
  panel: Locator,
  tab: 'Charts' | 'Overview'
): Promise<void> {
  await panel.getByRole('tab', { name: tab }).click();
}

/** The card of a key. */
export function card(panel: Locator, key: string): Locator {
  return panel.locator(`[data-key="${key}"]`);
}

/** The step up to which the card's line is drawn; -1 before it is drawn at all. */
export async function lastStep(card: Locator): Promise<number> {
  const told = await card.getAttribute('data-last-step');
  return told === null ? -1 : Number(told);
}

/** The last vertex of the drawn line, converted back from pixels to data. */
export function lastVertex(
  card: Locator
): Promise<{ step: number; value: number }> {
  return card.evaluate(node => {
    const lines = node.querySelectorAll<SVGPathElement>('path.js-line');
    const d = lines[lines.length - 1].getAttribute('d') ?? '';
    const [x, y] = d
      .split(/[MLHV]/)
      .filter(Boolean)
      .slice(-1)[0]
      .split(',')
      .map(Number);
    const plot = node.querySelector('.js-plotly-plot') as HTMLElement & {
      _fullLayout: {
        xaxis: { p2d(pixel: number): number };
        yaxis: { p2d(pixel: number): number };
      };
    };
    const { xaxis, yaxis } = plot._fullLayout;
    return { step: xaxis.p2d(x), value: yaxis.p2d(y) };
  });
}

/** A `log` record, as a journal holds it. */
export interface ILogged {
  kind: string;
  /** When it was logged, Unix seconds. */
  t: number;
  step: number;
  data: Record<string, number>;
}

/** The `log` records of a run's folder. */
export function logRecords(dir: string): ILogged[] {
  const folder = path.join(dir, 'journal');
  return fs
    .readdirSync(folder)
    .filter(name => name.endsWith('.log'))
    .flatMap(name =>
      fs.readFileSync(path.join(folder, name), 'ascii').split('\n')
    )
    .filter(Boolean)
    .map(line => JSON.parse(line.split(' ').slice(3).join(' ')) as ILogged)
    .filter(record => record.kind === 'log');
}

/** What the journals of a run hold of one key: its value at each step. */
export function journalled(dir: string, key: string): Map<number, number> {
  const having = logRecords(dir).filter(({ data }) => data[key] !== undefined);
  return new Map(having.map(({ step, data }) => [step, data[key]]));
}

/** The folder of a run's files, as the Jupyter server says it. */
export interface IRunInfo {
  run: string;
  name: string;
  state: string;
  step: number | null;
  /** When the last record was written, Unix seconds. */
  last_t: number;
  pid: number;
  notebook: string | null;
  dir: string;
  bad_lines: number;
}

/** The runs that the Jupyter server knows, newest first. */
export async function knownRuns(page: Page): Promise<IRunInfo[]> {
  const base = await page.evaluate(
    () => window.jupyterapp.serviceManager.serverSettings.baseUrl
  );
  // With the cookies of the page, and no other credentials.
  const response = await page.request.get(`${base}runside/api/v1/runs`);
  if (response.status() === 503) {
    return []; // the index is just starting
  }
  return ((await response.json()) as { runs: IRunInfo[] }).runs;
}
