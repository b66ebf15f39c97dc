import * as fs from 'fs';
import * as path from 'path';

import { expect, test } from './fixtures';
import {
  cell,
  openLab,
  openNotebook,
  reload,
  runCell,
  save,
  writeNotebook
} from './lab';
import { card, knownRuns, lastStep, panelOf, stateOf } from './runs';

/** Characters that mean something in an address, or are written otherwise there. */
const STRANGE = 'ü @ 5 % + #1 ?=&';

test('folders, notebooks, runs and keys may have any name on their way to the page: lines, values and pictures', async ({
  page,
  jupyter,
  folder
}) => {
  const inside = `${folder}/${STRANGE}`;
  fs.mkdirSync(path.join(jupyter.root, inside));
  const file = `${inside}/${STRANGE}.ipynb`;
  const [line, text, picture] = ['line', 'text', 'picture'].map(
    kind => `${kind}/${STRANGE}`
  );
  writeNotebook(jupyter, file, [
    [
      'import numpy, runside',
      `run = runside.init(project="ü @ + = &", name="${STRANGE}")`,
      'for i in range(20):',
      '    run.log({',
      `        "${line}": i,`,
      `        "${text}": "said",`,
      `        "${picture}": runside.Image(numpy.full((8, 8), 12 * i, "uint8")),`,
      '    })',
      'run.finish()'
    ].join('\n')
  ]);
  await openLab(page, jupyter);
  await openNotebook(page, file);
  expect(await runCell(page, 0)).toBe(true);
  await expect(stateOf(panelOf(page, STRANGE))).toHaveText('finished');
  await save(page);

  // Now the kernel tells nothing any more, and all comes from the Jupyter server.
  await jupyter.endKernels();
  await reload(page);
  await openNotebook(page, file, { kernel: false });
  const run = panelOf(await cell(page, 0), STRANGE);
  await expect(stateOf(run)).toHaveText('finished');
  await expect.poll(() => lastStep(card(run, line))).toBe(19);
  await card(run, text).scrollIntoViewIfNeeded();
  await expect(card(run, text)).toContainText('said');
  await card(run, picture).scrollIntoViewIfNeeded();
  await expect(
    card(run, picture).locator('img[data-drawn]').first()
  ).toBeVisible();
  const [info] = await knownRuns(page);
  expect(info.notebook).toBe(file);
});
