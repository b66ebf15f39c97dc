import { gzipSync } from 'zlib';

import { expect, test } from './fixtures';
import { openLab } from './lab';

/** What opening Lab may cost those who look at no run, in bytes, gzipped. */
const BUDGET = 60_000;

test('opening Lab with no run in view fetches at most 60 kB of our JavaScript', async ({
  page,
  serve
}) => {
  const server = await serve();
  const scripts = new Map<string, number>();
  page.on('response', async response => {
    const { pathname } = new URL(response.url());
    if (/\/extensions\/runside\/.*\.js$/.test(pathname)) {
      scripts.set(pathname, gzipSync(await response.body()).length);
    }
  });
  await openLab(page, server);
  await page.waitForLoadState('networkidle');
  const sizes = [...scripts.values()];
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(BUDGET);
});
