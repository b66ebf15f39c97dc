import { expect, test } from './fixtures';
import {
  openLab,
  openNotebook,
  reload,
  runCell,
  save,
  writeNotebook
} from './lab';

test('JupyterLab has loaded the extension', async ({ page, jupyter }) => {
  await openLab(page, jupyter);
  const plugins = await page.evaluate(() =>
    window.jupyterapp.listPlugins().filter(id => id.startsWith('runside:'))
  );
  expect(plugins).not.toHaveLength(0);
});

test('a notebook of ours runs, is saved, and opens again without a kernel', async ({
  page,
  jupyter,
  folder
}) => {
  const file = `${folder}/smoke.ipynb`;
  writeNotebook(jupyter, file, [
    'import runside\nfor i in range(2):\n    print("round", i)\nrunside.__name__',
    '1 / 0'
  ]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  expect(await runCell(page, 0)).toBe(true);
  expect(await runCell(page, 1)).toBe(false);
  await save(page);
  await reload(page);
  await openNotebook(page, file, { kernel: false });
  await expect(page.locator('.jp-OutputArea-output').first()).toHaveText(
    /round 0\s+round 1/
  );
});
