/*
 * The Chromium of the tests and of the benchmarks.
 */
import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

import type { LaunchOptions } from '@playwright/test';

/** How Playwright is to start it: RUNSIDE_CHROMIUM, else what `.ci/chromium` finds. */
export function chromium(): LaunchOptions {
  // The workers load the configuration too: what was found is handed on to them.
  process.env.RUNSIDE_CHROMIUM ??= execFileSync(
    path.join(__dirname, '..', '.ci', 'chromium'),
    ['find']
  )
    .toString()
    .trim();
  return {
    executablePath: process.env.RUNSIDE_CHROMIUM,
    args: sharedMemoryIsSmall() ? ['--disable-dev-shm-usage'] : []
  };
}

/** Containers often give Chromium too little shared memory. */
function sharedMemoryIsSmall(): boolean {
  if (!fs.existsSync('/dev/shm')) {
    return false;
  }
  const { bavail, bsize } = fs.statfsSync('/dev/shm');
  return bavail * bsize < 512 * 2 ** 20;
}
