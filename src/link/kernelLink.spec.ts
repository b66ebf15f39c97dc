import {
  AWHILE,
  HINT,
  Page,
  RUN,
  drawn,
  liveBeside,
  log,
  logs
} from './testing/page';

// The live link, beside a Jupyter server.

test('the page comes to the kernel, and lines come from there', async () => {
  const { page, kernel, model } = await liveBeside();
  expect(kernel.attached).toEqual(['runside-k1']);
  expect(model.links.kernel).toBe('attached');
  kernel.sayLines(RUN, 'w1', 5, logs(3, 4));
  await page.pass(20);
  expect(drawn(model)).toEqual([0, 1, 2, 3, 4]);
  expect(model.links.indexed).toBe(false);
  page.server.index(RUN, 'w1', logs(3, 4));
  await page.pass(AWHILE);
  expect(model.links.indexed).toBe(true);
  // What the kernel brought is not fetched.
  expect(page.server.takeFetched()).toEqual([]);
  expect(kernel.asked).toEqual([]);
});

test('lines that the comm lost are taken from the server first', async () => {
  const { page, kernel, model } = await liveBeside();
  page.server.index(RUN, 'w1', logs(3, 5));
  kernel.sayLines(RUN, 'w1', 7, logs(5, 6));
  await page.pass(20);
  expect(page.server.takeFetched()).toEqual([
    `runs/${RUN}/lines?after=w1:4&limit=1048576`
  ]);
  await page.pass(AWHILE);
  expect(drawn(model)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(model.summary).toEqual({ a: 6 });
  expect(kernel.asked).toEqual([]);
});

test('lines that the server does not get are asked of the kernel', async () => {
  const { page, kernel, model } = await liveBeside();
  kernel.sayLines(RUN, 'w1', 7, logs(5, 6));
  await page.pass(AWHILE);
  expect(kernel.asked).toMatchObject([
    { protocol: 1, ask: 'lines', run: RUN, writer: 'w1', from: 5, to: 6 }
  ]);
  kernel.answerLines('lines', RUN, 'w1', 5, logs(3, 4));
  kernel.answer('lines', { type: 'end' });
  await page.pass(AWHILE);
  expect(model.summary).toEqual({ a: 6 });
  expect(kernel.asked).toHaveLength(1);
});

test('while the server is away, missing lines are asked of the kernel', async () => {
  const { page, kernel, model } = await liveBeside();
  page.server.stop();
  kernel.sayLines(RUN, 'w1', 7, logs(5, 6));
  await page.pass(AWHILE);
  kernel.answerLines('lines', RUN, 'w1', 5, logs(3, 4));
  kernel.answer('lines', { type: 'end' });
  await page.pass(AWHILE);
  expect(model.summary).toEqual({ a: 6 });
  expect(kernel.asked).toMatchObject([{ ask: 'lines', from: 5, to: 6 }]);
});

test('while the server has said nothing yet, they are too', async () => {
  const page = new Page();
  page.server.fetch = () => new Promise(() => undefined);
  const kernel = page.addKernel();
  const { model } = page.open(HINT);
  kernel.sayLines(RUN, 'w1', 3, [log(1)]);
  await page.pass(AWHILE);
  expect(model.links.server).toBe('connecting');
  expect(kernel.asked).toMatchObject([{ ask: 'lines', from: 1, to: 2 }]);
});

test('what nobody has is given up, and what came after it counts', async () => {
  const { page, kernel, model } = await liveBeside();
  kernel.sayLines(RUN, 'w1', 6, [log(4)]);
  await page.pass(AWHILE);
  expect(model.links.missing).toBe(1);
  kernel.answer('lines', { type: 'error', message: 'no such lines' });
  await page.pass(AWHILE);
  expect(model.summary).toEqual({ a: 4 });
  expect(model.links.missing).toBe(0);
  expect(model.problems).toEqual(['The kernel says: no such lines.']);
});

test('the last line, if it was lost, is fetched after a while', async () => {
  const { page, kernel, model } = await liveBeside();
  kernel.sayLines(RUN, 'w1', 5, [log(3)]);
  await page.pass(20);
  page.server.index(RUN, 'w1', logs(3, 4));
  await page.pass(500);
  expect(drawn(model)).toEqual([0, 1, 2, 3]);
  await page.pass(AWHILE);
  expect(drawn(model)).toEqual([0, 1, 2, 3, 4]);
  expect(kernel.asked).toEqual([]);
});

test('what is too much for the live link comes from the server', async () => {
  const { page, kernel, model } = await liveBeside();
  kernel.say({ type: 'behind', run: RUN, writer: 'w1', first: 5, last: 504 });
  await page.pass(20);
  expect(model.links.behind).toBe(true);
  kernel.sayLines(RUN, 'w1', 505, logs(503, 505));
  await page.pass(20);
  expect(model.links.behind).toBe(true);
  page.server.index(RUN, 'w1', logs(3, 505));
  await page.pass(20);
  expect(model.links).toMatchObject({ behind: false, missing: 0 });
  expect(model.series('a')?.length).toBe(506);
  expect(kernel.asked).toEqual([]);
});

test('a kernel that outruns its index is asked only for what the index does not reach', async () => {
  const { page, kernel, model } = await liveBeside();
  kernel.say({ type: 'behind', run: RUN, writer: 'w1', first: 5, last: 504 });
  kernel.sayLines(RUN, 'w1', 505, logs(503, 505));
  for (let last = 3; last < 300; last += 33) {
    page.server.index(RUN, 'w1', logs(last, last + 32));
    await page.pass(3000);
  }
  expect(model.links.missing).toBeGreaterThan(0);
  expect(kernel.asked).toEqual([]);
  await page.pass(AWHILE);
  expect(kernel.asked).toMatchObject([{ ask: 'lines', writer: 'w1' }]);
});

test('messages that make no sense are told, and throw nothing', async () => {
  const { page, kernel, model } = await liveBeside();
  kernel.say(null);
  kernel.say({ type: 'lines', run: RUN, writer: '../w', first: 1, last: 1 });
  kernel.say({ type: 'telepathy' });
  kernel.sayLines(RUN, 'w1', 5, [log(3)]);
  await page.pass(20);
  expect(model.problems).toEqual([
    'message of the kernel: an object is needed, not null',
    'lines message of the kernel: \'writer\' must be the name of a writer, not "../w"'
  ]);
  expect(model.summary).toEqual({ a: 3 });
});

test('a kernel that speaks a newer protocol says so', async () => {
  const { page, kernel, model } = await liveBeside();
  const hello = { type: 'hello', protocol: 2, comm: 'runside-k1', runs: [] };
  kernel.answer('hello', hello);
  await page.pass(20);
  expect(model.problems[0]).toMatch(/^The kernel speaks version 2/);
});

test('a large message is taken in without holding the page up', async () => {
  const { page, kernel, model } = await liveBeside();
  const slices: number[] = [];
  const addLines = model.addLines.bind(model);
  model.addLines = (writer, lines) => {
    slices.push(lines.length);
    addLines(writer, lines);
  };
  kernel.sayLines(RUN, 'w1', 5, logs(3, 10_000));
  expect(slices).toEqual([]);
  await page.pass(20);
  expect(Math.max(...slices)).toBeLessThan(70_000);
  expect(model.summary).toEqual({ a: 10_000 });
});

test('what the kernel tells another page that it wrote is asked for if it does not come', async () => {
  const { page, kernel } = await liveBeside();
  kernel.hello([{ run: RUN, writer: 'w1', last: 6 }]);
  await page.pass(AWHILE);
  expect(kernel.asked).toMatchObject([
    { ask: 'lines', run: RUN, writer: 'w1', from: 5, to: 6 }
  ]);
});
