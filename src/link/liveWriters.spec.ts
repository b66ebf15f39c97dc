import { runRecord } from '../model/testing/journals';
import type { Json } from '../protocol';
import {
  HINT,
  Page,
  RUN,
  liveAlone,
  liveBeside,
  log,
  logs
} from './testing/page';

// What is known here of a run's state.

/** The first record of a writer in the tests' kernel. */
const HERE = { ...runRecord('calm-river-14'), kernel: 'k1' } as Json;

test('without a server the state is what the kernel says', async () => {
  const { page, kernel, model } = await liveAlone();
  kernel.answerLines('journal', RUN, 'w1', 1, [HERE, ...logs(0, 3)]);
  await page.pass(20);
  expect(model.info?.state).toBe('running');
  kernel.hello([]);
  await page.pass(20);
  expect(model.info?.state).toBe('killed');
});

test('a restart is the end of what ran in the kernel, at once', async () => {
  const { page, kernel, model } = await liveAlone();
  kernel.answerLines('journal', RUN, 'w1', 1, [HERE, ...logs(0, 3)]);
  await page.pass(20);
  // What the old process said last may wait to be taken in.
  kernel.sayLines(RUN, 'w1', 6, [log(4)]);
  kernel.change('restarted');
  expect(model.info?.state).toBe('killed');
  await page.pass(20);
  expect(model.info).toMatchObject({ state: 'killed', step: 4 });
});

test('a process that takes the run up lives as soon as it is heard', async () => {
  const { page, kernel, model } = await liveAlone();
  kernel.answerLines('journal', RUN, 'w1', 1, [HERE, ...logs(0, 3)]);
  await page.pass(20);
  kernel.change('restarted');
  kernel.sayLines(RUN, 'w2', 1, [HERE, log(4)]);
  await page.pass(20);
  expect(model.info?.state).toBe('running');
});

test('one whose lines somebody asked for does not', async () => {
  const { page, kernel, model } = await liveAlone();
  kernel.hello([]);
  await page.pass(20);
  kernel.answerLines('journal', RUN, 'w1', 1, [HERE, ...logs(0, 3)]);
  await page.pass(20);
  expect(model.info?.state).toBe('killed');
});

test('beside a server, lines that it does not have yet mean that it lives', async () => {
  const { page, kernel, model } = await liveBeside();
  page.server.info = { state: 'idle', last_t: 102 };
  page.server.tell(RUN);
  await page.pass();
  expect(model.info?.state).toBe('idle');
  kernel.sayLines(RUN, 'w1', 5, [log(3)]);
  await page.pass(20);
  expect(model.info?.state).toBe('running');
  page.server.info = { state: 'finished', last_t: 103 };
  page.server.index(RUN, 'w1', [log(3)]);
  await page.pass();
  expect(model.info?.state).toBe('finished');
  expect(kernel.asked).toEqual([]);
});

test('beside a server, a restart is told at once too', async () => {
  const page = new Page();
  const kernel = page.addKernel();
  page.server.index(RUN, 'w1', [HERE, log(0)]);
  const { model } = page.open(HINT);
  await page.pass();
  kernel.sayLines(RUN, 'w1', 3, [log(1)]);
  await page.pass(20);
  expect(model.info?.state).toBe('running');
  kernel.change('restarted');
  expect(model.info?.state).toBe('killed');
  kernel.sayLines(RUN, 'w2', 1, [HERE, log(2)]);
  await page.pass(20);
  expect(model.info?.state).toBe('running');
  expect(kernel.asked).toEqual([]);
});
