import { AWHILE, RECORD, RUN, drawn, liveAlone, logs } from './testing/page';

// The live link alone, without a Runside part in the Jupyter server.

test('the kernel is asked for the journal, and charts draw as it comes', async () => {
  const { page, kernel, model } = await liveAlone();
  expect(model.links.server).toBe('absent');
  expect(page.server.fetched).toEqual(['runs']);
  expect(kernel.asked).toMatchObject([
    { ask: 'hello' },
    { ask: 'journal', run: RUN }
  ]);
  kernel.answerLines('journal', RUN, 'w1', 4, logs(2, 3));
  await page.pass(4000);
  expect(drawn(model)).toEqual([2, 3]);
  expect(model.summary).toEqual({});
  kernel.answerLines('journal', RUN, 'w1', 1, [RECORD, ...logs(0, 1)]);
  kernel.answer('journal', { type: 'end' });
  await page.pass(AWHILE);
  expect(drawn(model)).toEqual([0, 1, 2, 3]);
  expect(model.series('a')?.complete).toBe(true);
  expect(model.summary).toEqual({ a: 3 });
  expect(model.info).toMatchObject({ state: 'running', step: 3 });
  // All came as the answer, so nothing was asked for line by line.
  expect(kernel.asked).toHaveLength(2);
});

test('what is too much of a journal is told, and the rest counts', async () => {
  const { page, kernel, model } = await liveAlone();
  kernel.answerLines('journal', RUN, 'w1', 4, logs(2, 3));
  kernel.answer('journal', { type: 'end', missing: 3 << 20 });
  await page.pass(AWHILE);
  expect(model.problems[0]).toMatch(/^The first 3 MiB of the run/);
  expect(model.summary).toEqual({ a: 3 });
  expect(kernel.asked).toHaveLength(2);
});
