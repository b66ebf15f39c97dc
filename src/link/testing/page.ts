import type { RunModel } from '../../model';
import { runRecord } from '../../model/testing/journals';
import type { Json } from '../../protocol';
import { type IRunHandle, LinkHub } from '../hub';
import { FakeKernel } from './fakeKernel';
import { FakeServer } from './fakeServer';
import { FakeTimers } from './fakeTimers';

export const RUN = '0123456789abcdef0123456789abcdef';

/** What a bundle says of the run whose kernel is `FakeKernel`'s. */
export const HINT = { kernel: 'k1', comm: null };

/** Longer than anything that is waited for when nothing is wrong, in ms. */
export const AWHILE = 10_000;

/** The first record of the run's writer. */
export const RECORD = runRecord('calm-river-14') as Json;

export function log(step: number, data: Json = { a: step }): Json {
  return { kind: 'log', t: 100 + step, step, commit: true, data };
}

/** Steps first..last, logged one by one. */
export function logs(first: number, last: number): Json[] {
  return Array.from({ length: last - first + 1 }, (_, i) => log(first + i));
}

/** The values that are drawn of a series. */
export function drawn(model: RunModel, path = 'a'): number[] {
  return Array.from(model.series(path)?.view(1000).value ?? []);
}

/**
 * A hub as a page has it, with a server and time of the test's own.
 */
export class Page {
  readonly timers = new FakeTimers();
  readonly server = new FakeServer();
  readonly hub = new LinkHub({
    server: this.server,
    timers: this.timers,
    schedule: next => this.timers.set(next, 16)
  });

  pass(duration = 500): Promise<void> {
    return this.timers.pass(duration);
  }

  open(hint?: LinkHub.IHint): IRunHandle {
    return this.hub.open(RUN, hint);
  }

  addKernel(): FakeKernel {
    const kernel = new FakeKernel();
    this.hub.addKernel(kernel);
    return kernel;
  }
}

export interface ILive {
  page: Page;
  kernel: FakeKernel;
  model: RunModel;
}

/** A run of four records that goes on in a kernel, beside a Jupyter server. */
export async function liveBeside(): Promise<ILive> {
  const page = new Page();
  const kernel = page.addKernel();
  page.server.index(RUN, 'w1', [RECORD, ...logs(0, 2)]);
  const { model } = page.open(HINT);
  model.retain('a', 300);
  await page.pass();
  page.server.takeFetched();
  return { page, kernel, model };
}

/** A run in a kernel where the Jupyter server has no Runside part. */
export async function liveAlone(): Promise<ILive> {
  const page = new Page();
  page.server.state = 'absent';
  const kernel = page.addKernel();
  const { model } = page.open(HINT);
  await page.pass();
  kernel.hello([{ run: RUN, writer: 'w1', last: 5 }]);
  await page.pass(20);
  return { page, kernel, model };
}
