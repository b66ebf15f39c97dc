import { expect, test } from '@jupyterlab/galata';

import { openNotebook, reload, runCell, save, writeNotebook } from './lab';

test('JupyterLab has loaded the extension', async ({ page }) => {
  const plugins = await page.evaluate(() =>
    window.jupyterapp.listPlugins().filter(id => id.startsWith('runside:'))
  );
  expect(plugins).not.toHaveLength(0);
});

test('a notebook of ours runs, is saved, and opens again without a kernel', async ({
  page,
  tmpPath
}) => {
  const path = `${tmpPath}/smoke.ipynb`;
  await writeNotebook(page, path, [
    'import runside\nfor i in range(2):\n    print("round", i)\nrunside.__name__',
    '1 / 0'
  ]);
  await openNotebook(page, path);
  expect(await runCell(page, 0)).toBe(true);
  expect(await runCell(page, 1)).toBe(false);
  await save(page);
  await reload(page);
  await openNotebook(page, path, { kernel: false });
  await expect(page.locator('.jp-OutputArea-output').first()).toHaveText(
    /round 0\s+round 1/
  );
});
