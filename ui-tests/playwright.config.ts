/*
 * A real Chromium against real JupyterLabs, each of which has a home directory, a port and an index of its own.
 *
 * RUNSIDE_CHROMIUM   the browser to use; else what .ci/chromium finds
 * RUNSIDE_NGINX      the nginx to use; else what .ci/nginx finds
 */
import { defineConfig } from '@playwright/test';

import { chromium } from './browser';
import type { IWorkplace } from './tests/fixtures';

/**
 * Tests for which the way between the page and Jupyter makes no difference: once more as on a hub they are run by
 * `make ui-test-long` alone.
 */
const ANY_WAY = /@any-way/;

/** What is tested once more as on a hub: behind a reverse proxy, at a user's address, with a token and XSRF checks. */
const HUB = {
  testMatch: /(live|names|restart|saved|script)\.spec\.ts/,
  use: { behindHub: true }
};

export default defineConfig<object, IWorkplace>({
  testDir: 'tests',
  outputDir: 'test-results/output',
  reporter: 'list',
  workers: 1,
  fullyParallel: false,
  reportSlowTests: null,
  forbidOnly: !!process.env.CI,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    // Both need an ffmpeg of Playwright's own.
    trace: 'off',
    video: 'off',
    launchOptions: chromium()
  },
  projects: [
    // Names in addresses are tested where they go the longer way.
    { name: 'lab', testIgnore: /names\.spec\.ts/ },
    { name: 'hub', ...HUB, grepInvert: ANY_WAY },
    { name: 'long', ...HUB, grep: ANY_WAY }
  ]
});
