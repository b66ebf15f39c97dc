import { expect, test } from './fixtures';
import {
  openLab,
  openNotebook,
  restartKernel,
  runCell,
  writeNotebook
} from './lab';
import { card, lastStep, panel, stateOf } from './runs';

test('a run that is resumed goes on in the panels that show it, also after a restart of the kernel', async ({
  page,
  serve
}) => {
  const server = await serve();
  const resume =
    'import runside\nrun = runside.init(project="ui", id="one", resume="allow", name="calm")\n';
  writeNotebook(server, 'resumed.ipynb', [
    `${resume}for i in range(3): run.log({"loss": i})`,
    `${resume}run.log({"loss": 3})`,
    'run.finish()'
  ]);
  await openLab(page, server);
  await openNotebook(page, 'resumed.ipynb');
  await runCell(page, 0);
  const first = panel(page).first();
  await expect.poll(() => lastStep(card(first, 'loss'))).toBe(2);
  await restartKernel(page);
  await expect(stateOf(first)).toContainText('finished');

  await runCell(page, 1);
  const second = panel(page).last();
  for (const shown of [second, first]) {
    await shown.scrollIntoViewIfNeeded();
    await expect.poll(() => lastStep(card(shown, 'loss'))).toBe(3);
    await expect(stateOf(shown)).toContainText(/running|idle/);
  }
  expect(await first.getAttribute('data-run-id')).toBe(
    await second.getAttribute('data-run-id')
  );
  await runCell(page, 2);
  await expect(stateOf(second)).toContainText('finished');
  await expect(stateOf(first)).toContainText('finished');
});
