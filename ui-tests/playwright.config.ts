/*
 * A real Chromium against a real JupyterLab, which has a home directory, a port and an index of its own.
 *
 * RUNSIDE_CHROMIUM   the browser to use; else what .ci/chromium finds
 * RUNSIDE_UI_PORT    the port to use; else a free one
 */
import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

import { defineConfig } from '@playwright/test';

const FREE_PORT = `
  const server = require('net').createServer();
  server.listen(0, 'localhost', () => {
    console.log(server.address().port);
    server.close();
  });`;

// The workers load this file too, and must find what the runner chose: hence the environment.
process.env.RUNSIDE_UI_PORT ??= execFileSync(process.execPath, [
  '-e',
  FREE_PORT
])
  .toString()
  .trim();
process.env.RUNSIDE_CHROMIUM ??= execFileSync(
  path.join(__dirname, '..', '.ci', 'chromium'),
  ['find']
)
  .toString()
  .trim();
process.env.RUNSIDE_UI_DIR ??= fs.mkdtempSync(
  path.join(os.tmpdir(), 'runside-ui-')
);

const port = process.env.RUNSIDE_UI_PORT;
const dir = process.env.RUNSIDE_UI_DIR;
const log = path.join(__dirname, 'test-results', 'jupyter.log');

/** Containers often give Chromium too little shared memory. */
function sharedMemoryIsSmall(): boolean {
  if (!fs.existsSync('/dev/shm')) {
    return false;
  }
  const { bavail, bsize } = fs.statfsSync('/dev/shm');
  return bavail * bsize < 512 * 2 ** 20;
}

export default defineConfig({
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
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    // Both need an ffmpeg of Playwright's own.
    trace: 'off',
    video: 'off',
    launchOptions: {
      executablePath: process.env.RUNSIDE_CHROMIUM,
      args: sharedMemoryIsSmall() ? ['--disable-dev-shm-usage'] : []
    }
  },
  webServer: {
    // The shell outlives the server that it is told to end, and removes what the server wrote.
    command: `trap : TERM INT; mkdir -p "${path.dirname(log)}"; jupyter lab --config jupyter_server_test_config.py > "${log}" 2>&1; rm -rf "${dir}"`,
    url: `http://localhost:${port}/lab`,
    timeout: 120_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    env: {
      PATH: [path.join(__dirname, '..', '.venv', 'bin'), process.env.PATH].join(
        path.delimiter
      ),
      HOME: path.join(dir, 'home'),
      XDG_CACHE_HOME: path.join(dir, 'home', '.cache'),
      XDG_CONFIG_HOME: path.join(dir, 'home', '.config'),
      XDG_DATA_HOME: path.join(dir, 'home', '.local', 'share'),
      IPYTHONDIR: path.join(dir, 'ipython'),
      JUPYTER_CONFIG_DIR: path.join(dir, 'jupyter', 'config'),
      JUPYTER_DATA_DIR: path.join(dir, 'jupyter', 'data'),
      JUPYTER_RUNTIME_DIR: path.join(dir, 'jupyter', 'runtime'),
      JUPYTERLAB_GALATA_ROOT_DIR: path.join(dir, 'root'),
      RUNSIDE_INDEX: path.join(dir, 'index.sqlite')
    }
  }
});
