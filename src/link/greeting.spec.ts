import { FakeKernel } from './testing/fakeKernel';
import {
  AWHILE,
  HINT,
  type ILive,
  Page,
  RECORD,
  RUN,
  drawn,
  liveAlone,
  liveBeside,
  log,
  logs
} from './testing/page';

// When the kernel is asked what runs in it: where no Jupyter server has the run.

const OTHER = 'f'.repeat(32);

/** Longer than an index takes to meet a fresh run, in ms. */
const PATIENCE = 1500;

/** A run that was begun just now: the Jupyter server does not know it yet. */
async function fresh(): Promise<ILive> {
  const page = new Page();
  const kernel = page.addKernel();
  const { model } = page.open(HINT);
  await page.pass(20);
  expect(page.server.takeFetched(`runs/${RUN}`)).toEqual([`runs/${RUN}`]);
  return { page, kernel, model };
}

function asks({ asked }: FakeKernel): unknown[] {
  return asked.map(({ ask }) => ask);
}

describe('beside a server that has the run', () => {
  test('nothing is asked, whatever happens to the kernel', async () => {
    const { page, kernel, model } = await liveBeside();
    kernel.sayLines(RUN, 'w1', 5, logs(3, 4));
    await page.pass(AWHILE);
    page.open({ kernel: 'k1', comm: 'runside-random' });
    for (const change of [
      'executed',
      'disconnected',
      'connected',
      'restarted',
      'executed'
    ] as const) {
      kernel.change(change);
      await page.pass(AWHILE);
      expect(kernel.asked).toEqual([]);
    }
    expect(model.links.kernel).toBe('attached');
  });

  test('nothing is asked while the server is away', async () => {
    const { page, kernel } = await liveBeside();
    page.server.stop();
    kernel.sayLines(RUN, 'w1', 5, logs(3, 4));
    kernel.change('connected');
    await page.pass(AWHILE);
    page.server.state = 'there';
    await page.pass(30_000);
    expect(kernel.asked).toEqual([]);
  });

  test('a page that is loaded in mid-run asks nothing', async () => {
    const page = new Page();
    page.server.index(RUN, 'w1', [RECORD, ...logs(0, 9)]);
    const { model } = page.open(HINT);
    model.retain('a', 300);
    const kernel = page.addKernel();
    // These come before anything is heard of the server, and after a hole.
    kernel.sayLines(RUN, 'w1', 14, [log(12)]);
    await page.pass();
    page.server.index(RUN, 'w1', logs(10, 12));
    kernel.sayLines(RUN, 'w1', 15, [log(13)]);
    await page.pass(AWHILE);
    expect(drawn(model)).toEqual(logs(0, 13).map((_, step) => step));
    expect(model.summary).toEqual({ a: 13 });
    expect(kernel.asked).toEqual([]);
  });

  test('nothing is asked while it takes long to answer', async () => {
    const page = new Page();
    page.server.index(RUN, 'w1', [RECORD, ...logs(0, 9)]);
    const fetch = page.server.fetch.bind(page.server);
    page.server.fetch = async (path, init) => {
      await new Promise(resolve => page.timers.set(() => resolve(null), 4000));
      return fetch(path, init);
    };
    const kernel = page.addKernel();
    const { model } = page.open(HINT);
    await page.pass(4000);
    kernel.sayLines(RUN, 'w1', 12, [log(10)]);
    await page.pass(AWHILE);
    expect(model.summary).toEqual({ a: 10 });
    expect(kernel.asked).toEqual([]);
  });
});

describe('a run that the server does not know', () => {
  test('it becomes known in time, and nothing is asked', async () => {
    const { page, kernel, model } = await fresh();
    kernel.sayLines(RUN, 'w1', 1, [RECORD, ...logs(0, 3)]);
    await page.pass(1000);
    expect(model.summary).toEqual({ a: 3 });
    page.server.index(RUN, 'w1', [RECORD, ...logs(0, 3)]);
    await page.pass(AWHILE);
    expect(model.links.indexed).toBe(true);
    expect(kernel.asked).toEqual([]);
    expect(page.server.takeFetched(`runs/${RUN}`)).toEqual([]);
  });

  test('its first lines are lost: they come from the server when it knows', async () => {
    const { page, kernel, model } = await fresh();
    kernel.sayLines(RUN, 'w1', 3, logs(1, 3));
    await page.pass(PATIENCE - 100);
    page.server.index(RUN, 'w1', [RECORD, ...logs(0, 3)]);
    await page.pass(AWHILE);
    expect(model.summary).toEqual({ a: 3 });
    expect(drawn(model)).toEqual([0, 1, 2, 3]);
    expect(kernel.asked).toEqual([]);
  });

  test('its first lines are lost for the server too: the kernel has them', async () => {
    const { page, kernel, model } = await fresh();
    await page.pass(PATIENCE - 500);
    kernel.sayLines(RUN, 'w1', 4, logs(2, 3));
    await page.pass(400);
    page.server.index(RUN, 'w1', [RECORD]);
    // The server has as long as for any hole, from now on.
    await page.pass(900);
    expect(kernel.asked).toEqual([]);
    await page.pass(200);
    expect(kernel.asked).toMatchObject([{ ask: 'lines', from: 2, to: 3 }]);
    kernel.answerLines('lines', RUN, 'w1', 2, logs(0, 1));
    await page.pass();
    expect(model.summary).toEqual({ a: 3 });
  });

  test('it does not become known: the kernel is asked, once', async () => {
    const { page, kernel, model } = await fresh();
    kernel.sayLines(RUN, 'w1', 3, logs(1, 2));
    await page.pass(PATIENCE - 100);
    expect(kernel.asked).toEqual([]);
    await page.pass(200);
    expect(asks(kernel)).toEqual(['hello', 'journal']);
    kernel.hello([{ run: RUN, writer: 'w1', last: 4 }]);
    kernel.answerLines('journal', RUN, 'w1', 1, [RECORD, ...logs(0, 2)]);
    kernel.answer('journal', { type: 'end' });
    kernel.sayLines(RUN, 'w1', 5, [log(3)]);
    await page.pass(AWHILE);
    kernel.change('executed');
    await page.pass(AWHILE);
    expect(model.summary).toEqual({ a: 3 });
    expect(asks(kernel)).toEqual(['hello', 'journal']);
  });

  test('it was silent so far: its journal is asked for when the kernel has it', async () => {
    const { page, kernel } = await fresh();
    await page.pass(AWHILE);
    expect(asks(kernel)).toEqual(['hello']);
    kernel.hello([{ run: RUN, writer: 'w1', last: 4 }]);
    await page.pass(20);
    expect(asks(kernel)).toEqual(['hello', 'journal']);
  });

  test('it becomes known before the kernel has answered: that will do', async () => {
    const { page, kernel } = await fresh();
    await page.pass(PATIENCE);
    expect(asks(kernel)).toEqual(['hello']);
    page.server.index(RUN, 'w1', [RECORD]);
    await page.pass();
    kernel.change('executed');
    kernel.change('connected');
    expect(asks(kernel)).toEqual(['hello']);
  });

  test('the server is lost meanwhile, and knows it when it is back', async () => {
    const { page, kernel, model } = await fresh();
    page.server.stop();
    await page.pass(AWHILE);
    page.server.index(RUN, 'w1', [RECORD, log(0)]);
    page.server.state = 'there';
    await page.pass(30_000);
    expect(model.summary).toEqual({ a: 0 });
    expect(kernel.asked).toEqual([]);
  });

  test('the server is lost meanwhile: lost lines are asked of the kernel', async () => {
    const { page, kernel } = await fresh();
    kernel.sayLines(RUN, 'w1', 3, logs(1, 2));
    await page.pass(20);
    page.server.stop();
    await page.pass(AWHILE);
    expect(kernel.asked).toMatchObject([{ ask: 'lines', from: 1, to: 2 }]);
  });

  test('the server does not know it when it is back: the kernel has told', async () => {
    const { page, kernel } = await fresh();
    await page.pass(AWHILE);
    kernel.hello([{ run: RUN, writer: 'w1', last: 4 }]);
    await page.pass(20);
    kernel.answerLines('journal', RUN, 'w1', 1, [RECORD, ...logs(0, 2)]);
    kernel.answer('journal', { type: 'end' });
    page.server.stop();
    page.server.state = 'there';
    await page.pass(30_000);
    expect(page.server.takeFetched(`runs/${RUN}`)).toEqual([`runs/${RUN}`]);
    expect(asks(kernel)).toEqual(['hello', 'journal']);
  });
});

describe('without a server', () => {
  test('the kernel is asked at once', async () => {
    const page = new Page();
    page.server.state = 'absent';
    const kernel = page.addKernel();
    page.open(HINT);
    await page.pass(20);
    expect(kernel.asked).toMatchObject([{ protocol: 1, ask: 'hello' }]);
  });

  test('a kernel that comes later is asked then', async () => {
    const page = new Page();
    page.server.state = 'absent';
    const { model } = page.open(HINT);
    await page.pass(AWHILE);
    page.hub.addKernel(new FakeKernel('k2'));
    await page.pass(AWHILE);
    expect(model.links.kernel).toBe('none');
    const kernel = page.addKernel();
    expect(asks(kernel)).toEqual(['hello']);
  });

  test('a kernel is asked for one more run, and once for several', async () => {
    const { page, kernel } = await liveAlone();
    expect(asks(kernel)).toEqual(['hello', 'journal']);
    page.hub.open(OTHER, HINT);
    page.open(HINT);
    await page.pass(20);
    expect(asks(kernel).slice(2)).toEqual(['hello']);
  });

  test('it is asked again after a restart', async () => {
    const { kernel } = await liveAlone();
    kernel.change('restarted');
    expect(kernel.attached).toEqual(['runside-k1']);
    expect(asks(kernel).slice(2)).toEqual(['hello']);
  });

  test('it is asked again when the connection to it was lost', async () => {
    const { page, kernel } = await liveAlone();
    kernel.change('disconnected');
    kernel.change('connected');
    expect(asks(kernel).slice(2)).toEqual(['hello']);
    kernel.hello([{ run: RUN, writer: 'w1', last: 9 }]);
    await page.pass(20);
    expect(asks(kernel).slice(3)).toEqual(['journal']);
  });

  test('an unanswered hello is said again after an execution', async () => {
    const page = new Page();
    page.server.state = 'absent';
    const kernel = page.addKernel();
    page.open(HINT);
    await page.pass(20);
    page.open(HINT);
    expect(asks(kernel)).toEqual(['hello']);
    kernel.change('executed');
    expect(asks(kernel)).toEqual(['hello', 'hello']);
    kernel.hello([]);
    await page.pass(AWHILE);
    kernel.change('executed');
    expect(asks(kernel)).toEqual(['hello', 'hello']);
  });

  test('one that could not be sent is said when the next bundle is met', async () => {
    const page = new Page();
    page.server.state = 'absent';
    const kernel = page.addKernel();
    kernel.grants = false;
    page.open(HINT);
    await page.pass(AWHILE);
    kernel.grants = true;
    page.open(HINT);
    expect(asks(kernel)).toEqual(['hello']);
  });

  test('a comm that only the answer names is listened to', async () => {
    const page = new Page();
    page.server.state = 'absent';
    const kernel = page.addKernel();
    page.open(HINT);
    await page.pass(20);
    kernel.answer('hello', {
      type: 'hello',
      protocol: 1,
      comm: 'runside-random',
      runs: []
    });
    await page.pass(20);
    expect(kernel.attached).toEqual(['runside-k1', 'runside-random']);
    expect(asks(kernel)).toEqual(['hello', 'hello']);
  });
});
