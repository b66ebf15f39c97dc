import { type IRunInfo, unknownInfo } from '../protocol';
import type { INotebookInView } from '../runs/host';
import { newestRunOf } from './runFollower';

const HERE: INotebookInView = {
  path: 'here.ipynb',
  kernel: 'k',
  shown: new Set(),
  cells: new Set()
};

function run(uid: string, said: Partial<IRunInfo> = {}): IRunInfo {
  return { ...unknownInfo(uid), notebook: 'here.ipynb', ...said };
}

test('the newest run of the notebook in front is its first in the list', () => {
  const infos = [run('c', { notebook: 'there.ipynb' }), run('b'), run('a')];
  expect(newestRunOf(HERE, infos)).toBe('b');
});

test('runs that were put away are passed over', () => {
  const infos = [
    run('c', { trash: true }),
    run('b', { hidden: true }),
    run('a')
  ];
  expect(newestRunOf(HERE, infos)).toBe('a');
});

test('there is none where no notebook is in front, or it has no run', () => {
  expect(newestRunOf(null, [run('a')])).toBeNull();
  expect(newestRunOf(HERE, [run('a', { notebook: 'there.ipynb' })])).toBeNull();
});
