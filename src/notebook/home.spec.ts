import { type IRunInfo, unknownInfo } from '../protocol';
import { holderOf, homeOf, type IOpenDocument } from './home';

const RUN = 'a'.repeat(32);

function run(said: Partial<IRunInfo>): IRunInfo {
  return { ...unknownInfo(RUN), ...said };
}

function notebook(
  path: string,
  said: { kernel?: string; cells?: string[]; shown?: string[] } = {}
): IOpenDocument {
  return {
    path,
    kernel: said.kernel ?? null,
    cells: new Set(said.cells),
    shown: new Set(said.shown)
  };
}

test('of two notebooks on one kernel, the one with the cell has the run', () => {
  const one = notebook('one.ipynb', { kernel: 'k', cells: ['c1'] });
  const two = notebook('two.ipynb', { kernel: 'k', cells: ['c2'] });
  // Both record the path that the kernel was started for.
  const info = run({ kernel: 'k', notebook: 'one.ipynb', cell: 'c2' });
  expect(homeOf(info, [one, two])).toBe(two);
});

test('an output that shows the run says more than a cell: cells may have been copied', () => {
  const one = notebook('one.ipynb', { kernel: 'k', cells: ['c'] });
  const two = notebook('two.ipynb', {
    kernel: 'k',
    cells: ['c'],
    shown: [RUN]
  });
  expect(homeOf(run({ kernel: 'k', cell: 'c' }), [one, two])).toBe(two);
});

test('a notebook that was renamed in mid-run is known by its kernel', () => {
  const renamed = notebook('new.ipynb', { kernel: 'k', cells: ['c'] });
  const info = run({ kernel: 'k', notebook: 'old.ipynb', cell: 'c' });
  expect(homeOf(info, [notebook('other.ipynb'), renamed])).toBe(renamed);
});

test('a copy of a notebook, with its cells and outputs, has none of its runs', () => {
  const copy = notebook('copy.ipynb', { cells: ['c'], shown: [RUN] });
  const info = run({ kernel: 'k', notebook: 'one.ipynb', cell: 'c' });
  expect(homeOf(info, [copy])).toBeNull();
});

test('where the cell was deleted, the notebook of the recorded path has the run', () => {
  const one = notebook('one.ipynb', { kernel: 'k' });
  const two = notebook('two.ipynb', { kernel: 'k' });
  const info = run({ kernel: 'k', notebook: 'two.ipynb', cell: 'gone' });
  expect(homeOf(info, [one, two])).toBe(two);
});

test('a notebook that shares the kernel of one that is closed does not hold its runs', () => {
  const other = notebook('two.ipynb', { kernel: 'k', cells: ['c2'] });
  const info = run({ kernel: 'k', notebook: 'one.ipynb', cell: 'c1' });
  expect(holderOf(info, [other])).toBeNull();
  expect(homeOf(info, [other])).toBe(other);
});

test('a run of a script has no notebook, even one without a kernel', () => {
  expect(
    homeOf(run({ program: 'train.py' }), [notebook('a.ipynb')])
  ).toBeNull();
});
