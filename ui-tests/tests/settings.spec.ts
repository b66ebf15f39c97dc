import { expect, test } from './fixtures';
import { openLab, openNotebook, runCell, writeNotebook } from './lab';
import { panel } from './runs';

test('who wants no panels under the cells gets a line that says where the run is', async ({
  page,
  serve
}) => {
  const server = await serve({
    settings: { 'runside:output': { openUnderCell: false } }
  });
  writeNotebook(server, 'quiet.ipynb', [
    'import runside\nrun = runside.init(project="ui", name="elsewhere")\nrun.log({"loss": 1})\nrun.finish()'
  ]);
  await openLab(page, server);
  await openNotebook(page, 'quiet.ipynb');
  expect(await runCell(page, 0)).toBe(true);
  const output = page.locator('.jp-Runside-output');
  await expect(output).toHaveText(/Run elsewhere: .*Runside: Open Run/);
  await expect(panel(page)).toHaveCount(0);
});
