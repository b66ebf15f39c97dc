/*
 * Benchmarks that need a real browser and a real JupyterLab. They print what they measure and assert nothing about time:
 *
 *   make bench
 */
import { existsSync } from 'fs';

import { defineConfig } from '@playwright/test';

const chromium = [
  process.env.RUNSIDE_CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome'
].find(place => place && existsSync(place));

export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../ui-tests/test-results/bench',
  reporter: 'list',
  workers: 1,
  timeout: 300_000,
  use: {
    viewport: { width: 1280, height: 900 },
    launchOptions: { executablePath: chromium }
  }
});
