import { type ISmoothing, smooth } from '../model';
import { AWHILE, HINT, Page, RECORD, RUN, logs } from './testing/page';

// Smoothed series that are too long to be here whole come from the Jupyter server.

const GAUSSIAN: ISmoothing = { kind: 'gaussian', amount: 4 };
const TIMED: ISmoothing = { kind: 'time-weighted-ema', amount: 0.6 };

/** Where 512 pixel columns, the fewest that are asked for, do not show each point. */
const MANY = 5000;

const asked = (page: Page) =>
  page.server.takeFetched().filter(path => path.includes('smooth='));

const of = (smoothing: ISmoothing, count: number) => {
  const step = Float64Array.from({ length: count }, (_, i) => i);
  return smooth(step, step, smoothing);
};

test('a long series comes smoothed, and goes on with what is logged', async () => {
  const page = new Page();
  page.server.index(RUN, 'w1', [RECORD, ...logs(0, MANY - 1)]);
  const { model } = page.open();
  model.retain('a', 300, GAUSSIAN);
  await page.pass();
  expect(asked(page)).toEqual([
    `runs/${RUN}/series?key=a&points=512&smooth=gaussian:4`
  ]);
  const view = () => model.series('a')!.smoothed(GAUSSIAN, 10_000)!;
  expect(view().of).toBe(MANY);
  expect(view().value.at(-1)).toBe(of(GAUSSIAN, MANY).at(-1));
  page.server.index(RUN, 'w1', logs(MANY, MANY + 9));
  await page.pass();
  expect(asked(page)).toEqual([]);
  expect(view().of).toBe(MANY + 10);
  expect(view().value.slice(-20)).toEqual(of(GAUSSIAN, MANY + 10).slice(-20));
});

test('a series that is here whole is smoothed here', async () => {
  const page = new Page();
  page.server.index(RUN, 'w1', [RECORD, ...logs(0, 99)]);
  const { model } = page.open();
  model.retain('a', 300, GAUSSIAN);
  await page.pass();
  expect(asked(page)).toEqual([]);
  const view = model.series('a')!.smoothed(GAUSSIAN, 300)!;
  expect(view.value).toEqual(of(GAUSSIAN, 100));
});

test('what changes nothing is not asked for', async () => {
  const page = new Page();
  page.server.index(RUN, 'w1', [RECORD, ...logs(0, MANY)]);
  const { model } = page.open();
  model.retain('a', 300, { kind: 'ema', amount: 0 });
  await page.pass();
  expect(asked(page)).toEqual([]);
  const raw = model.series('a')!.view(300);
  expect(model.series('a')!.smoothed({ kind: 'ema', amount: 0 }, 300)).toEqual(
    raw
  );
});

test('another smoothing, and another width, are asked for when they are wanted', async () => {
  const page = new Page();
  page.server.index(RUN, 'w1', [RECORD, ...logs(0, MANY)]);
  const { model } = page.open();
  const first = model.retain('a', 300, GAUSSIAN);
  await page.pass();
  page.server.takeFetched();
  first.dispose();
  model.retain('a', 300, TIMED);
  model.retain('a', 300, TIMED);
  await page.pass();
  expect(asked(page)).toEqual([
    `runs/${RUN}/series?key=a&points=512&smooth=time-weighted-ema:0.6`
  ]);
  expect(model.series('a')!.smoothed(TIMED, 300)).not.toBeNull();
  model.retain('a', 900, TIMED);
  await page.pass();
  expect(asked(page)).toEqual([
    `runs/${RUN}/series?key=a&points=1024&smooth=time-weighted-ema:0.6`
  ]);
});

test('an index that is behind is asked again when it has got on, not before', async () => {
  const page = new Page();
  const kernel = page.addKernel();
  page.server.index(RUN, 'w1', [RECORD, ...logs(0, MANY)]);
  const { model } = page.open(HINT);
  model.retain('a', 300, TIMED);
  await page.pass();
  page.server.takeFetched();
  // So much more, and known here alone, that the weights are others.
  kernel.hello([{ run: RUN, writer: 'w1', last: MANY + 2 }]);
  kernel.sayLines(RUN, 'w1', MANY + 3, logs(MANY + 1, MANY + 1000));
  await page.pass(AWHILE);
  expect(model.series('a')!.last?.step).toBe(MANY + 1000);
  expect(asked(page).length).toBeLessThan(2);
  page.server.index(RUN, 'w1', logs(MANY + 1, MANY + 1000));
  await page.pass(AWHILE);
  expect(asked(page)).toHaveLength(1);
  const value = model.series('a')!.smoothed(TIMED, 10_000)!.value.at(-1);
  expect(value).toBeCloseTo(of(TIMED, MANY + 1001).at(-1)!, 8);
});
