import * as fs from 'fs';
import * as path from 'path';

import { expect, test } from '@playwright/test';

import { openLab } from './lab';
import { JupyterServer } from './server';

const RUN = '0123456789abcdef0123456789abcdef';

/** All of the extension but the renderer that draws an output by itself. */
const PLUGINS = [
  'runside:runs',
  'runside:kernels',
  'runside:panel-hosts',
  'runside:output',
  'runside:open-run',
  'runside:live-bar'
];

test('an output is drawn where nothing else of the extension works, and the notebook is not trusted', async ({
  page
}) => {
  const server = await JupyterServer.create({ disabled: PLUGINS });
  try {
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
    await openLab(page, server.url);
    await page.evaluate(() =>
      window.jupyterapp.commands.execute('docmanager:open', {
        path: 'old.ipynb',
        factory: 'Notebook',
        kernelPreference: { shouldStart: false, autoStartDefault: false }
      })
    );
    const panel = page.locator(`[data-run-id="${RUN}"]`);
    await expect(panel).toContainText('calm-river-14');
    await expect(panel).toContainText('saved picture');
    if (process.env.RUNSIDE_SHOT) {
      await page.screenshot({ path: process.env.RUNSIDE_SHOT });
    }
  } finally {
    await server.dispose();
  }
});
