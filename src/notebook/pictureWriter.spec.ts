import type { NotebookModel } from '@jupyterlab/notebook';
import { DisposableDelegate } from '@lumino/disposable';

import { RunCollection, RunModel } from '../model';
import { MIME_TYPE, type RunState, unknownInfo } from '../protocol';
import { PictureWriter } from './pictureWriter';
import { FakeLocks } from './testing/fakeLocks';
import {
  dataOf,
  execute,
  fileOf,
  notebookOf,
  pictureOf,
  RUN,
  type Shown
} from './testing/notebooks';
import { LockTurn } from './writingTurn';

/**
 * A browser with the runs of one Jupyter server, in which pages have a notebook open.
 */
class Browser {
  readonly runs = new RunCollection();
  readonly locks = new FakeLocks();
  readonly pages: Page[] = [];

  /** What the Jupyter server says of a run. */
  tell(state: RunState, run = RUN): void {
    const info = { ...unknownInfo(run), state, start: 1 };
    this.runs.update(info);
    for (const page of this.pages) {
      page.tell(run);
    }
  }

  open(shown: Shown[], path = 'a.ipynb'): Page {
    const page = new Page(this, notebookOf(shown), path);
    this.pages.push(page);
    return page;
  }
}

class Page {
  constructor(
    private readonly _browser: Browser,
    readonly notebook: NotebookModel,
    private readonly _path: string
  ) {
    this.writer = new PictureWriter({
      notebook,
      hub: { runs: _browser.runs, open: run => this._open(run) },
      turn: new LockTurn(() => this._path, _browser.locks.manager),
      period: () => this.period,
      isWritable: () => this.isWritable,
      take: model => {
        this.taken += 1;
        const { state } = model.info!;
        return Promise.resolve(pictureOf(model.uid, this.loss, 1, state));
      }
    });
  }

  readonly writer: PictureWriter;
  period = 0;
  isWritable = true;
  /** What the run has come to. */
  loss = 0.5;
  /** How many pictures were taken. */
  taken = 0;

  /** The loss that the notebook's picture of the first output shows. */
  get kept(): unknown {
    const bundle = fileOf(this.notebook)[0][MIME_TYPE] as {
      saved?: { summary: { loss: number } };
    };
    return bundle?.saved?.summary.loss;
  }

  tell(run: string): void {
    const info = this._browser.runs.get(run);
    if (info) {
      this._models.get(run)?.setInfo(info, new Map());
    }
  }

  close(): void {
    this.writer.dispose();
    this.notebook.dispose();
  }

  private _open(run: string) {
    const model = new RunModel({
      uid: run,
      schedule: call => setTimeout(call)
    });
    this._models.set(run, model);
    this.tell(run);
    return Object.assign(new DisposableDelegate(() => model.dispose()), {
      model
    });
  }

  private readonly _models = new Map<string, RunModel>();
}

/** Let all go on that waits for nothing outside. */
async function settle(): Promise<void> {
  for (let i = 0; i < 8; i++) {
    await new Promise(resolve => setTimeout(resolve));
  }
}

describe('PictureWriter', () => {
  let browser: Browser;

  beforeEach(() => {
    browser = new Browser();
    // JupyterLab's own, of each cell that is made.
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  });

  afterEach(() => {
    browser.pages.forEach(page => page.close());
    jest.restoreAllMocks();
  });

  it('writes when the run that this page has started ends, and not before', async () => {
    const page = browser.open([{ run: RUN }]);
    browser.tell('running');
    page.writer.onShown(RUN);
    await settle();
    expect(page.taken).toBe(0);
    browser.tell('finished');
    await settle();
    expect(page.kept).toBe(0.5);
    expect(page.notebook.dirty).toBe(true);
  });

  it.each<RunState>(['crashed', 'killed'])(
    'writes when it is %s',
    async state => {
      const page = browser.open([{ run: RUN }]);
      browser.tell('running');
      page.writer.onShown(RUN);
      browser.tell(state);
      await settle();
      expect(page.kept).toBe(0.5);
    }
  );

  it('writes when the cell has ended and the run goes on', async () => {
    const page = browser.open([{ run: RUN }]);
    page.writer.onShown(RUN);
    browser.tell('idle');
    await settle();
    expect(page.kept).toBe(0.5);
    page.loss = 0.25;
    browser.tell('running');
    await settle();
    browser.tell('idle');
    await settle();
    expect(page.kept).toBe(0.25);
  });

  it('writes as often as the user wants while it runs', async () => {
    const page = browser.open([{ run: RUN }]);
    page.period = 1;
    browser.tell('running');
    page.writer.onShown(RUN);
    await settle();
    browser.tell('running');
    await settle();
    expect(page.kept).toBe(0.5);
  });

  it('leaves it to the page that executed the cell', async () => {
    const first = browser.open([{ run: RUN }]);
    browser.tell('running');
    first.writer.onShown(RUN);
    await settle();
    const second = browser.open([{ run: RUN }]);
    await settle();
    browser.tell('finished');
    await settle();
    expect(first.kept).toBe(0.5);
    expect(second.taken).toBe(0);
    expect(second.notebook.dirty).toBe(false);
  });

  it('takes over when that page is closed', async () => {
    const first = browser.open([{ run: RUN }]);
    browser.tell('running');
    first.writer.onShown(RUN);
    await settle();
    const second = browser.open([{ run: RUN }]);
    await settle();
    first.writer.dispose();
    await settle();
    browser.tell('finished');
    await settle();
    expect(first.kept).toBeUndefined();
    expect(second.kept).toBe(0.5);
  });

  it('takes over after a reload of the only page', async () => {
    browser.tell('running');
    const page = browser.open([{ run: RUN }]);
    await settle();
    browser.tell('finished');
    await settle();
    expect(page.kept).toBe(0.5);
  });

  it('changes no notebook by opening it', async () => {
    browser.tell('finished');
    const old = browser.open([{ run: RUN }]);
    old.writer.onDrawn(RUN);
    browser.tell('idle', 'e'.repeat(32));
    const idle = browser.open([{ run: 'e'.repeat(32) }]);
    await settle();
    expect([old.kept, idle.kept]).toEqual([undefined, undefined]);
    expect([old.notebook.dirty, idle.notebook.dirty]).toEqual([false, false]);
  });

  it('adds the picture of a run that ended while nobody looked to the next change', async () => {
    browser.tell('finished');
    const page = browser.open([{ run: RUN }, { text: 'x' }]);
    page.writer.onDrawn(RUN);
    await settle();
    page.notebook.dirty = true;
    await settle();
    expect(page.kept).toBe(0.5);
  });

  it('takes no picture of a run that has its last one', async () => {
    browser.tell('finished');
    const page = browser.open([{ run: RUN, saved: pictureOf(RUN, 0.1) }]);
    page.writer.onDrawn(RUN);
    page.notebook.dirty = true;
    await settle();
    expect(page.taken).toBe(0);
  });

  it('puts its picture in the place of what the kernel drew at the end', async () => {
    const page = browser.open([{ run: RUN }]);
    page.writer.onShown(RUN);
    browser.tell('finished');
    await settle();
    const { outputs } = page.notebook.cells.get(0) as never as {
      outputs: { get(i: number): { setData(o: object): void } };
    };
    outputs.get(0).setData({ data: dataOf({ run: RUN }) });
    expect(page.kept).toBeUndefined();
    page.writer.onShown(RUN);
    expect(page.kept).toBe(0.5);
  });

  it('brings back no output whose cell was executed again', async () => {
    const page = browser.open([{ run: RUN }]);
    browser.tell('running');
    page.writer.onShown(RUN);
    await settle();
    execute(page.notebook, 0, { text: 'again' });
    browser.tell('finished');
    await settle();
    expect(page.taken).toBe(1);
    expect(fileOf(page.notebook)).toEqual([{ 'text/plain': 'again' }]);
  });

  it('leaves a notebook alone that cannot be changed', async () => {
    const page = browser.open([{ run: RUN }]);
    page.isWritable = false;
    page.writer.onShown(RUN);
    browser.tell('finished');
    await settle();
    expect(page.notebook.dirty).toBe(false);
  });

  it('goes on under the new name of a notebook', async () => {
    const page = browser.open([{ run: RUN }]);
    browser.tell('running');
    page.writer.onShown(RUN);
    await settle();
    page.writer.onMoved();
    await settle();
    browser.tell('finished');
    await settle();
    expect(page.kept).toBe(0.5);
  });

  it('writes nothing after it is disposed of', async () => {
    const page = browser.open([{ run: RUN }]);
    browser.tell('running');
    page.writer.onShown(RUN);
    await settle();
    page.writer.dispose();
    browser.tell('finished');
    await settle();
    expect(page.notebook.dirty).toBe(false);
    for (const queue of browser.locks.queues.values()) {
      expect(queue).toEqual([]);
    }
  });
});
