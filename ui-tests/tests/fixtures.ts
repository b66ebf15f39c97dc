/*
 * What a browser test is given. Not Galata's page: that answers for the Jupyter server where a test only needs to look
 * (settings, kernels, sessions), so that neither a restart nor a proxy would be what a user has.
 */
import * as fs from 'fs';
import * as path from 'path';

import { test as base } from '@playwright/test';

import { type IServerOptions, JupyterServer } from './server';

/** What a project of playwright.config.ts says. */
export interface IWorkplace {
  /** Whether the Jupyter servers run as on a hub. */
  behindHub: boolean;
}

interface IShared {
  /** A Jupyter server for all tests that leave it as it is. */
  jupyter: JupyterServer;
}

interface IGiven {
  /**
   * A folder of the test's own in `jupyter`, from its root, and a JupyterLab as it is at first. Afterwards the folder goes,
   * and every kernel.
   */
  folder: string;
  /** Start a Jupyter server of the test's own. */
  serve: (options?: Omit<IServerOptions, 'hub'>) => Promise<JupyterServer>;
}

export const test = base.extend<IGiven, IWorkplace & IShared>({
  behindHub: [false, { option: true, scope: 'worker' }],

  jupyter: [
    async ({ behindHub }, use) => {
      const server = await JupyterServer.create({ hub: behindHub });
      await use(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 120_000 }
  ],

  folder: async ({ jupyter }, use, info) => {
    const folder = info.testId;
    const there = path.join(jupyter.root, folder);
    fs.mkdirSync(there);
    // Not after the one before: its page was still there, and might have kept something more.
    jupyter.forgetUser();
    await use(folder);
    await jupyter.endKernels();
    fs.rmSync(there, { recursive: true, force: true, maxRetries: 5 });
    await keepLog(jupyter, info);
  },

  serve: async ({ behindHub }, use, info) => {
    const servers: JupyterServer[] = [];
    await use(async options => {
      const server = await JupyterServer.create({ ...options, hub: behindHub });
      servers.push(server);
      return server;
    });
    for (const server of servers) {
      await keepLog(server, info);
      await server.dispose();
    }
  },

  // Whatever a test does, nothing of the page is refused, for a missing credential or a wrong address, and nothing of
  // ours is thrown where nobody catches it.
  context: async ({ context }, use) => {
    const faults: string[] = [];
    context.on('response', response => {
      if (response.status() === 401 || response.status() === 403) {
        const method = response.request().method();
        faults.push(`${response.status()} ${method} ${response.url()}`);
      }
    });
    context.on('weberror', thrown => {
      const { stack = '' } = thrown.error();
      if (stack.includes('/extensions/runside/')) {
        faults.push(stack);
      }
    });
    await use(context);
    expect(faults).toEqual([]);
  }
});

export const { expect } = test;

/** Of a test that failed, keep what its Jupyter server said. */
async function keepLog(
  server: JupyterServer,
  info: ReturnType<typeof test.info>
): Promise<void> {
  if (info.status !== info.expectedStatus) {
    await info.attach('jupyter.log', { path: server.log });
  }
}
