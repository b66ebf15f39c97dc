import { LinkHub } from './hub';
import { FakeKernel } from './testing/fakeKernel';
import { FakeServer } from './testing/fakeServer';
import { AWHILE, HINT, Page, RECORD, RUN, log } from './testing/page';

const OTHER = 'f'.repeat(32);

test('the list of runs is asked for once somebody looks, newest first', async () => {
  const page = new Page();
  page.server.index(RUN, 'w1', [RECORD]);
  await page.pass(AWHILE);
  expect(page.server.fetched).toEqual([]);
  const { runs } = page.hub;
  await page.pass();
  expect(runs.infos.map(({ run }) => run)).toEqual([RUN]);
  page.server.info = { start: 200 };
  page.server.index(OTHER, 'w1', [RECORD]);
  await page.pass();
  expect(runs.infos.map(({ run }) => run)).toEqual([OTHER, RUN]);
  expect(runs.get(OTHER)?.start).toBe(200);
});

test('a comm is attached to while a run is open, and no longer', async () => {
  const page = new Page();
  const kernel = page.addKernel();
  await page.pass();
  expect(kernel.attached).toEqual([]);
  const handle = page.open({ kernel: 'k1', comm: 'runside-random' });
  expect(kernel.attached).toEqual(['runside-k1', 'runside-random']);
  handle.dispose();
  expect(kernel.attached).toEqual([]);
});

test('a kernel that comes later is used, whoever names it', async () => {
  const page = new Page();
  page.server.info = { kernel: 'k1' };
  page.server.index(RUN, 'w1', [RECORD]);
  const { model } = page.open();
  await page.pass();
  const kernel = new FakeKernel();
  const link = page.hub.addKernel(kernel);
  await page.pass();
  expect(model.links.kernel).toBe('attached');
  link.dispose();
  expect(model.links.kernel).toBe('none');
  expect(kernel.isDisposed).toBe(true);
});

test('the connection that handles comms is used; another when it goes', async () => {
  const page = new Page();
  const [deaf, first, second] = [1, 2, 3].map(() => new FakeKernel());
  deaf.handlesComms = false;
  const { model } = page.open(HINT);
  [deaf, first, second].forEach(port => page.hub.addKernel(port));
  await page.pass(20);
  const attached = () => [deaf, first, second].map(port => port.attached);
  expect(attached()).toEqual([[], ['runside-k1'], []]);
  first.change('disposed');
  await page.pass(20);
  expect(attached()).toEqual([[], [], ['runside-k1']]);
  expect(model.links.kernel).toBe('attached');
  second.change('disconnected');
  expect(model.links.kernel).toBe('none');
  second.change('connected');
  expect(model.links.kernel).toBe('attached');
});

test('runs of one kernel share its link', async () => {
  const page = new Page();
  const kernel = page.addKernel();
  const models = [RUN, OTHER].map(run => page.hub.open(run, HINT).model);
  await page.pass();
  expect(models.map(({ links }) => links.kernel)).toEqual([
    'attached',
    'attached'
  ]);
  expect(kernel.attached).toEqual(['runside-k1']);
  kernel.hello([{ run: OTHER, writer: 'w1', last: 2 }]);
  kernel.sayLines(OTHER, 'w1', 1, [RECORD, log(0)]);
  await page.pass(20);
  expect(models.map(({ summary }) => summary)).toEqual([{}, { a: 0 }]);
});

test('all who open a run share its model, until the last lets go', async () => {
  const page = new Page();
  page.addKernel();
  page.server.index(RUN, 'w1', [RECORD]);
  const [one, other] = [page.open(HINT), page.open(HINT)];
  expect(one.model).toBe(other.model);
  await page.pass();
  one.dispose();
  one.dispose();
  expect(other.model.isDisposed).toBe(false);
  other.dispose();
  expect(one.model.isDisposed).toBe(true);
  expect(page.open().model).not.toBe(one.model);
});

test('a hub that is disposed of leaves nothing behind', async () => {
  const page = new Page();
  const kernel = page.addKernel();
  page.server.index(RUN, 'w1', [RECORD, log(0)]);
  const { model } = page.open(HINT);
  await page.pass();
  kernel.sayLines(RUN, 'w1', 9, [log(8)]);
  page.hub.dispose();
  expect(model.isDisposed).toBe(true);
  expect(kernel.isDisposed).toBe(true);
  expect(kernel.attached).toEqual([]);
  expect(page.server.sockets.size).toBe(0);
  page.server.takeFetched();
  await page.pass(300_000);
  expect(page.server.takeFetched()).toEqual([]);
  expect(page.timers.waiting).toBe(0);
});

test('a blob is had by its hash', async () => {
  const page = new Page();
  page.server.index(RUN, 'w1', [RECORD]);
  const sha256 = '0'.repeat(64);
  await expect(page.hub.blob(RUN, sha256)).rejects.toThrow(
    'The Jupyter server does not have this.'
  );
  expect(page.server.takeFetched()).toEqual([`runs/${RUN}/blobs/${sha256}`]);
});

test('a run is edited, and the list shows it at once', async () => {
  const page = new Page();
  page.server.index(RUN, 'w1', [RECORD]);
  const { runs } = page.hub;
  await page.pass();
  await page.hub.edit(RUN, { name: 'the best', tags: ['keep'] });
  expect(runs.get(RUN)).toMatchObject({ name: 'the best', tags: ['keep'] });
});

test('an edit that is refused says why, and changes nothing', async () => {
  const page = new Page();
  page.server.info = { mine: false };
  page.server.index(RUN, 'w1', [RECORD]);
  const { runs } = page.hub;
  await page.pass();
  await expect(page.hub.edit(RUN, { name: 'mine now' })).rejects.toThrow(
    'The Jupyter server refuses: this run belongs to bob'
  );
  expect(runs.get(RUN)?.name).toBe('n');
});

test('a run that is deleted leaves the list of every page', async () => {
  const page = new Page();
  page.server.index(RUN, 'w1', [RECORD]);
  page.server.index(OTHER, 'w1', [RECORD]);
  const { runs } = page.hub;
  const { model } = page.hub.open(OTHER);
  await page.pass();
  await page.hub.remove(RUN);
  expect(runs.infos.map(({ run }) => run)).toEqual([OTHER]);
  page.server.say(JSON.stringify({ type: 'gone', run: OTHER }));
  expect(runs.infos).toEqual([]);
  expect(model.problems).toEqual(['The run was deleted: its files are gone.']);
});

test('one series of many runs is asked for at once', async () => {
  const page = new Page();
  page.server.index(RUN, 'w1', [RECORD, log(0), log(1)]);
  page.server.index(OTHER, 'w1', [RECORD]);
  const series = await page.hub.seriesOfRuns('a', [RUN, OTHER], 72);
  expect(series.map(({ run, of, summary }) => [run, of, summary])).toEqual([
    [RUN, 2, 1]
  ]);
  expect(await page.hub.keysOfRuns([RUN, OTHER])).toEqual([
    { path: 'a', runs: 2 }
  ]);
  expect(page.server.takeFetched()).toEqual([
    `series?run=${RUN}&run=${OTHER}&key=a&points=72`,
    `keys?run=${RUN}&run=${OTHER}`
  ]);
});

test('whoever asks hears how things stand with the Jupyter server', async () => {
  const page = new Page();
  const heard: string[] = [];
  page.hub.serverStateChanged.connect((_, state) => heard.push(state));
  void page.hub.runs;
  await page.pass();
  page.server.stop();
  await page.pass(100);
  expect(heard).toEqual(['connected', 'disconnected']);
  expect(page.hub.serverState).toBe('disconnected');
});

test('what goes wrong is told in the language of the page', async () => {
  const shout = (text: string) => text.toUpperCase();
  const hub = new LinkHub({
    server: new FakeServer(),
    schedule: () => undefined,
    trans: { __: shout, _n: shout }
  });
  await expect(hub.blob(RUN, '0'.repeat(64))).rejects.toThrow(
    'THE JUPYTER SERVER DOES NOT HAVE THIS.'
  );
  hub.dispose();
});
