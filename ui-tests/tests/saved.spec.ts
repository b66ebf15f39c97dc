import * as fs from 'fs';
import * as path from 'path';

import type { Page } from '@playwright/test';

import { graveFindings } from './accessibility';
import { expect, test } from './fixtures';
import {
  cell,
  openLab,
  openNotebook,
  outputOf,
  runCell,
  save,
  writeNotebook
} from './lab';
import { card, lastStep, panelOf, stateOf } from './runs';

const RUN = '0123456789abcdef0123456789abcdef';

test('an output is drawn where nothing else of the extension works, and the notebook is not trusted', async ({
  page,
  serve
}) => {
  const server = await serve({ disabled: ['runside:runs'] });
  const output = {
    output_type: 'display_data',
    metadata: {},
    data: {
      'application/vnd.runside.run+json': {
        protocol: 1,
        run: RUN,
        name: 'calm-river-14',
        project: 'digits',
        kernel: null,
        comm: null
      },
      'text/plain': 'run calm-river-14'
    }
  };
  const cell = {
    cell_type: 'code',
    id: 'train',
    metadata: {},
    execution_count: 1,
    source: 'run = runside.init()',
    outputs: [output]
  };
  const notebook = {
    cells: [cell],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5
  };
  fs.writeFileSync(
    path.join(server.root, 'old.ipynb'),
    JSON.stringify(notebook)
  );
  await openLab(page, server);
  // All the others stand on the one that is left out.
  const active = await page.evaluate(() => {
    const { jupyterapp: app } = window;
    return app
      .listPlugins()
      .filter(id => id.startsWith('runside:') && app.isPluginActivated(id));
  });
  expect(active).toEqual(['runside:saved-run']);
  await openNotebook(page, 'old.ipynb', { kernel: false });
  const panel = page.locator(`[data-run-id="${RUN}"]`);
  await expect(panel).toContainText('calm-river-14');
  await expect(panel).toContainText('saved picture');
});

test('a saved notebook shows the last picture of its run with no kernel and without us in the Jupyter server', async ({
  page,
  jupyter,
  folder,
  serve
}) => {
  const file = `${folder}/pictured.ipynb`;
  writeNotebook(jupyter, file, [
    [
      'import numpy, runside',
      'run = runside.init(project="ui", name="pictured")',
      'for i in range(20):',
      '    run.log({"loss": 1 / (1 + i), "image": runside.Image(numpy.full((8, 8), 12 * i, "uint8"))})',
      'run.finish()'
    ].join('\n')
  ]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  await runCell(page, 0);
  await expect(stateOf(panelOf(page, 'pictured'))).toHaveText('finished');
  await expect.poll(() => pictureSize(page)).toBeGreaterThan(0);
  expect(await pictureSize(page)).toBeLessThan(100_000);
  await save(page);

  const other = await serve({ serverPart: false });
  fs.copyFileSync(
    path.join(jupyter.root, file),
    path.join(other.root, 'pictured.ipynb')
  );
  await openLab(page, other);
  await openNotebook(page, 'pictured.ipynb', { kernel: false });
  const pictured = panelOf(await cell(page, 0), 'pictured');
  await expect(stateOf(pictured)).toHaveText('finished');
  await expect(pictured).toContainText('saved picture, ');
  await expect.poll(() => lastStep(card(pictured, 'loss'))).toBe(19);
  await expect(
    card(pictured, 'image').locator('img[data-drawn]').first()
  ).toBeVisible();
  expect(await graveFindings(page, '.jp-Runside-panel')).toEqual([]);
});

/** How many characters the picture of the run under the first cell takes; 0 while there is none. */
async function pictureSize(page: Page): Promise<number> {
  const { saved } = (await outputOf(page, 0))[
    'application/vnd.runside.run+json'
  ] as { saved?: object };
  return saved ? JSON.stringify(saved).length : 0;
}
