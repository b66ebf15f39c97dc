import {
  AWHILE,
  HINT,
  Page,
  RECORD,
  RUN,
  drawn,
  liveBeside,
  log,
  logs
} from './testing/page';

// What comes from the Jupyter server, and when it is asked.

test('a run is its base, the series that are shown, and what comes', async () => {
  const page = new Page();
  page.server.index(RUN, 'w1', [RECORD, ...logs(0, 9)]);
  const { model } = page.open();
  await page.pass();
  expect(model.summary).toEqual({ a: 9 });
  expect(model.info?.name).toBe('calm-river-14');
  expect(model.series('a')?.complete).toBe(false);
  model.retain('a', 300);
  await page.pass();
  expect(drawn(model)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  page.server.takeFetched();
  page.server.index(RUN, 'w1', logs(10, 11));
  await page.pass();
  expect(page.server.takeFetched()).toEqual([
    `runs/${RUN}/lines?after=w1:11&limit=1048576`
  ]);
  expect(drawn(model).slice(-2)).toEqual([10, 11]);
  expect(model.links).toMatchObject({
    server: 'connected',
    kernel: 'none',
    indexed: true,
    missing: 0
  });
});

test('series that are wanted together are asked for together', async () => {
  const page = new Page();
  const values = Object.fromEntries(
    Array.from({ length: 450 }, (_, i) => [`train/metric number ${i}`, i])
  );
  page.server.index(RUN, 'w1', [RECORD, log(0, { ...values, note: 'x' })]);
  const { model } = page.open();
  await page.pass();
  page.server.takeFetched();
  for (const { path } of model.keys()) {
    model.retain(path, 300);
  }
  await page.pass();
  const fetched = page.server.fetched.splice(0);
  expect(fetched.filter(path => path.includes('/series?'))).toHaveLength(4);
  expect(Math.max(...fetched.map(({ length }) => length))).toBeLessThan(8000);
  expect(fetched.filter(path => path.includes('/values?'))).toHaveLength(1);
  expect(
    model.keys().filter(({ path }) => model.series(path)?.complete)
  ).toHaveLength(450);
  expect(model.values('note')).toMatchObject([{ step: 0, value: 'x' }]);
});

test.each([
  ['by very many lines', 20_000, '', []],
  ['by more bytes of lines than come at once', 5000, 'x'.repeat(300), ['lines']]
])('far behind %s, the base is taken again', async (_, last, note, first) => {
  const page = new Page();
  page.server.index(RUN, 'w1', [RECORD, log(0)]);
  const { model } = page.open();
  model.retain('a', 300);
  await page.pass();
  page.server.takeFetched();
  const rows = Array.from({ length: last }, (_, i) =>
    log(i + 1, { a: i + 1, note })
  );
  page.server.index(RUN, 'w1', rows);
  await page.pass();
  const fetched = page.server.takeFetched();
  expect(fetched.map(path => path.split(/[/?]/)[2])).toEqual([
    ...first,
    undefined,
    'series'
  ]);
  expect(model.series('a')?.last).toMatchObject({ step: last });
  expect(model.series('a')?.length).toBe(last + 1);
  expect(model.summary).toEqual({ a: last, note });
});

test('it is lost and found again, and everybody catches up', async () => {
  const page = new Page();
  page.server.index(RUN, 'w1', [RECORD, log(0)]);
  const { model } = page.open();
  model.retain('a', 300);
  await page.pass();
  page.server.stop();
  await page.pass(0);
  expect(model.links.server).toBe('disconnected');
  page.server.index(RUN, 'w1', logs(1, 5));
  page.server.takeFetched();
  await page.pass(300_000);
  // It was tried now and then, further and further apart.
  expect(page.server.takeFetched().length).toBeLessThan(20);
  page.server.state = 'there';
  await page.pass(30_000);
  expect(model.links.server).toBe('connected');
  expect(drawn(model)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(model.problems).toEqual([]);
});

test('an answer that cannot be had is asked for again, and told', async () => {
  const page = new Page();
  page.server.index(RUN, 'w1', [RECORD, log(0)]);
  const { model } = page.open();
  await page.pass();
  const fetch = page.server.fetch.bind(page.server);
  page.server.fetch = () =>
    Promise.resolve({
      status: 500,
      ok: false,
      text: () => Promise.resolve('{"message": "the index is locked"}')
    } as Response);
  page.server.index(RUN, 'w1', logs(1, 2));
  await page.pass();
  expect(model.problems).toEqual([
    'The Jupyter server refuses: the index is locked'
  ]);
  page.server.fetch = fetch;
  await page.pass(AWHILE);
  expect(model.summary).toEqual({ a: 2 });
});

test('of an index that begins anew, series are taken when it has got on', async () => {
  const page = new Page();
  const before = [RECORD, log(0, { a: 0, c: 7 }), log(1, { a: 1, c: 8 })];
  page.server.index(RUN, 'w1', before);
  const { model } = page.open();
  await page.pass();
  page.server.forget();
  page.server.index(RUN, 'w1', before.slice(0, 2));
  await page.pass(AWHILE);
  page.server.takeFetched();
  model.retain('c', 300);
  await page.pass(AWHILE);
  // It is too old for what is here, and is not asked for over and over.
  expect(page.server.takeFetched()).toHaveLength(1);
  expect(model.series('c')?.complete).toBe(false);
  page.server.index(RUN, 'w1', before.slice(2));
  await page.pass(AWHILE);
  expect(model.series('c')?.complete).toBe(true);
  expect(drawn(model, 'c')).toEqual([7, 8]);
});

test('a run that becomes known later is taken in then', async () => {
  const page = new Page();
  const { model } = page.open();
  await page.pass();
  expect(model.info).toBeNull();
  page.server.index(RUN, 'w1', [RECORD, ...logs(0, 3)]);
  await page.pass();
  expect(model.info?.name).toBe('calm-river-14');
  expect(drawn(model)).toEqual([0, 1, 2, 3]);
});

test('an event that cannot be read is told, and the next one is read', async () => {
  const page = new Page();
  page.server.index(RUN, 'w1', [RECORD]);
  const { model } = page.open();
  await page.pass();
  page.server.say('{');
  page.server.say('{"type": "run"}');
  expect(model.problems).toEqual([
    'an event of the Jupyter server is not JSON',
    'info of a run: an object is needed, not undefined'
  ]);
  page.server.index(RUN, 'w1', [log(0)]);
  await page.pass();
  expect(model.summary).toEqual({ a: 0 });
});

test('a run that only the kernel has is not asked of the server', async () => {
  const page = new Page();
  const kernel = page.addKernel();
  const { model } = page.open(HINT);
  model.retain('a', 300);
  await page.pass();
  page.server.takeFetched();
  kernel.hello([{ run: RUN, writer: 'w1', last: 1 }]);
  // More than a tail is to have, if a base could be had.
  kernel.sayLines(RUN, 'w1', 1, [RECORD, ...logs(0, 100_000)]);
  await page.pass(AWHILE);
  expect(model.series('a')?.length).toBe(100_001);
  expect(page.server.takeFetched()).toEqual([]);
});

test('lines that the server cannot give are not asked for over and over', async () => {
  const page = new Page();
  page.server.index(RUN, 'w1', [RECORD, log(0)]);
  const { model } = page.open();
  await page.pass();
  page.server.takeFetched();
  page.server.tell(RUN, { w1: 99 });
  await page.pass(AWHILE);
  expect(page.server.takeFetched().length).toBeLessThan(4);
  expect(model.missing()).toEqual(new Map([['w1', [[3, 99]]]]));
  page.server.index(RUN, 'w1', [log(1)]);
  await page.pass(AWHILE);
  expect(model.summary).toEqual({ a: 1 });
});

test('an index that grows in many small steps is asked a few times', async () => {
  const page = new Page();
  page.server.index(RUN, 'w1', [RECORD]);
  const { model } = page.open();
  await page.pass();
  page.server.takeFetched();
  for (let step = 0; step < 100; step++) {
    page.server.index(RUN, 'w1', [log(step)]);
    await page.pass(10);
  }
  await page.pass();
  expect(page.server.takeFetched().length).toBeLessThan(8);
  expect(model.summary).toEqual({ a: 99 });
});

test('each time that it is lost, it is tried again soon', async () => {
  const page = new Page();
  page.server.index(RUN, 'w1', [RECORD]);
  const { model } = page.open();
  await page.pass();
  for (let times = 0; times < 3; times++) {
    page.server.stop();
    await page.pass(120_000);
    page.server.state = 'there';
    await page.pass(30_000);
    expect(model.links.server).toBe('connected');
  }
  page.server.stop();
  page.server.state = 'there';
  await page.pass(1000);
  expect(model.links.server).toBe('connected');
});

test('while the server is asked for a hole, the kernel is not', async () => {
  const { page, kernel, model } = await liveBeside();
  page.server.fetch = () => new Promise(() => undefined);
  page.server.index(RUN, 'w1', logs(3, 5));
  kernel.sayLines(RUN, 'w1', 7, [log(5)]);
  await page.pass(AWHILE);
  expect(model.links.missing).toBe(2);
  expect(kernel.asked).toEqual([]);
});

test('a run that it does not know is asked for once, until it tells of it', async () => {
  const page = new Page();
  const kernel = page.addKernel();
  const { model } = page.open(HINT);
  for (let step = 0; step < 100; step++) {
    kernel.sayLines(RUN, 'w1', step + 3, [log(step)]);
    await page.pass(100);
  }
  expect(page.server.takeFetched(`runs/${RUN}`)).toEqual([`runs/${RUN}`]);
  page.server.index(RUN, 'w1', [RECORD, log(0, { b: 1 }), ...logs(0, 99)]);
  await page.pass(0);
  expect(page.server.takeFetched(`runs/${RUN}`)).toEqual([
    `runs/${RUN}/lines?after=w1:0&limit=1048576`
  ]);
  await page.pass();
  expect(model.summary).toEqual({ a: 99, b: 1 });
});

test('a run that it meets while it answers that it has none is asked for again', async () => {
  const page = new Page();
  const kernel = page.addKernel();
  let answer: (response: Response) => void = () => undefined;
  const fetch = page.server.fetch.bind(page.server);
  page.server.fetch = path =>
    path === 'runs'
      ? fetch(path)
      : new Promise(resolve => {
          answer = resolve;
        });
  const { model } = page.open(HINT);
  await page.pass();
  page.server.fetch = fetch;
  page.server.index(RUN, 'w1', [RECORD, log(0)]);
  answer({ status: 404, ok: false } as Response);
  await page.pass(AWHILE);
  expect(model.summary).toEqual({ a: 0 });
  expect(kernel.asked).toEqual([]);
});
