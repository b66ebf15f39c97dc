import { decodeInfo } from '../protocol';
import { RunCollection } from './collection';

function info(run: string, start: number, name = run) {
  const must = { project: 'p', id: 'r', state: 'running' };
  return decodeInfo({ ...must, run: run.repeat(32), start, name });
}

const names = (runs: RunCollection) => runs.infos.map(({ name }) => name);

test('runs are listed newest first, whatever comes when', () => {
  const runs = new RunCollection();
  let changes = 0;
  runs.changed.connect(() => (changes += 1));
  runs.reset([info('a', 1), info('c', 3)], ['one folder cannot be read']);
  runs.update(info('b', 2));
  expect(names(runs)).toEqual(['c', 'b', 'a']);
  runs.update(info('b', 2, 'renamed'));
  expect(names(runs)).toEqual(['c', 'renamed', 'a']);
  runs.update(info('a', 4));
  expect(names(runs)).toEqual(['a', 'c', 'renamed']);
  expect(changes).toBe(4);
  expect(runs.problems).toEqual(['one folder cannot be read']);
  expect(runs.get('c'.repeat(32))?.start).toBe(3);
  expect(runs.get('d'.repeat(32))).toBeNull();
});
