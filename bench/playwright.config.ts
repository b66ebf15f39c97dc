/*
 * Benchmarks that need a real browser and a real JupyterLab. They print what they measure and assert nothing about time:
 *
 *   make bench
 */
import { defineConfig } from '@playwright/test';

import { chromium } from '../ui-tests/browser';

export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../ui-tests/test-results/bench',
  reporter: 'list',
  workers: 1,
  timeout: 300_000,
  use: {
    viewport: { width: 1280, height: 900 },
    launchOptions: chromium()
  }
});
