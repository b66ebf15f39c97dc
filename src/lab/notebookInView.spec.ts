import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';

import { MIME_TYPE } from '../protocol';
import { NotebookInView } from './notebookInView';

const RUN = 'a'.repeat(32);

/** As much of a notebook as there is to follow. */
class FakeNotebook {
  constructor(public localPath: string) {}

  readonly pathChanged = new Signal<this, string>(this);
  readonly contentChanged = new Signal<this, void>(this);
  readonly kernelChanged = new Signal<this, void>(this);
  readonly ready = Promise.resolve();
  readonly isReady = true;
  cells: object[] = [];
  kernel: string | null = null;

  get panel(): NotebookPanel {
    const { contentChanged, kernelChanged } = this;
    const model = { contentChanged, cells: this.cells };
    return {
      isDisposed: false,
      context: Object.assign(this, { model }),
      content: { model },
      sessionContext: {
        kernelChanged,
        session: this.kernel && { kernel: { id: this.kernel } }
      }
    } as unknown as NotebookPanel;
  }
}

function cell(id: string, ...runs: string[]) {
  const outputs = runs.map(run => ({
    toJSON: () => ({ data: { [MIME_TYPE]: { run } } })
  }));
  return {
    id,
    outputs: { length: outputs.length, get: (i: number) => outputs[i] }
  };
}

function following(notebook: FakeNotebook | null) {
  let panel = notebook?.panel ?? null;
  const currentChanged = new Signal<object, unknown>({});
  const inView = new NotebookInView({
    currentChanged,
    get currentWidget() {
      return panel;
    }
  } as unknown as INotebookTracker);
  const told: (string | null)[] = [];
  inView.changed.connect((_, told_) => told.push(told_?.path ?? null));
  return {
    inView,
    told,
    turnTo: (other: FakeNotebook | null) => {
      panel = other?.panel ?? null;
      currentChanged.emit(panel);
    }
  };
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test('it tells of the runs in the outputs, the cells, the kernel and the path', () => {
  const notebook = new FakeNotebook('a.ipynb');
  notebook.kernel = 'k';
  notebook.cells = [cell('one'), cell('two', RUN)];
  const { inView } = following(notebook);
  inView.isActive = true;
  expect(inView.current).toEqual({
    path: 'a.ipynb',
    kernel: 'k',
    shown: new Set([RUN]),
    cells: new Set(['one', 'two'])
  });
});

test('it turns to the notebook in front, and to none', () => {
  const { inView, told, turnTo } = following(new FakeNotebook('a.ipynb'));
  inView.isActive = true;
  turnTo(new FakeNotebook('b.ipynb'));
  turnTo(null);
  expect(told).toEqual(['a.ipynb', 'b.ipynb', null]);
});

test('changes that follow each other closely are read once, and told only where runs are concerned', async () => {
  const notebook = new FakeNotebook('a.ipynb');
  const { inView, told } = following(notebook);
  inView.isActive = true;
  await jest.advanceTimersByTimeAsync(1000);
  for (let i = 0; i < 50; i++) {
    notebook.contentChanged.emit();
  }
  await jest.advanceTimersByTimeAsync(1000);
  expect(told).toEqual(['a.ipynb']);
  notebook.cells.push(cell('new', RUN));
  notebook.localPath = 'renamed.ipynb';
  notebook.contentChanged.emit();
  notebook.pathChanged.emit('renamed.ipynb');
  expect(told).toEqual(['a.ipynb']);
  await jest.advanceTimersByTimeAsync(1000);
  expect(told).toEqual(['a.ipynb', 'renamed.ipynb']);
  expect(inView.current?.shown).toEqual(new Set([RUN]));
});

test('while it is not active it reads nothing', async () => {
  const notebook = new FakeNotebook('a.ipynb');
  const { inView, told, turnTo } = following(notebook);
  inView.isActive = true;
  inView.isActive = false;
  notebook.localPath = 'renamed.ipynb';
  notebook.pathChanged.emit('renamed.ipynb');
  turnTo(new FakeNotebook('b.ipynb'));
  await jest.advanceTimersByTimeAsync(1000);
  expect(told).toEqual(['a.ipynb']);
  inView.isActive = true;
  expect(told).toEqual(['a.ipynb', 'b.ipynb']);
});
