import * as fs from 'fs';
import * as path from 'path';

import { expect, test } from '@playwright/test';

import { notebook, openLab, openNotebook, runCell } from './lab';
import { panel } from './runs';
import { JupyterServer } from './server';

test('who wants no panels under the cells gets a line that says where the run is', async ({
  page
}) => {
  const server = await JupyterServer.create({
    settings: { 'runside:output': { openUnderCell: false } }
  });
  try {
    const source = notebook([
      'import runside\nrun = runside.init(project="ui", name="elsewhere")\nrun.log({"loss": 1})\nrun.finish()'
    ]);
    fs.writeFileSync(path.join(server.root, 'quiet.ipynb'), source);
    await openLab(page, server.url);
    await openNotebook(page, 'quiet.ipynb');
    expect(await runCell(page, 0)).toBe(true);
    const output = page.locator('.jp-Runside-output');
    await expect(output).toHaveText(/Run elsewhere: .*Runside: Open Run/);
    await expect(panel(page)).toHaveCount(0);
  } finally {
    await server.dispose();
  }
});
