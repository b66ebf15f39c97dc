import { intoSections } from './sections';
import { SyntheticRun } from './testing/syntheticRun';

test('what comes later is added below, and moves nothing that is there', () => {
  const run = new SyntheticRun();
  const shape = () =>
    intoSections(run.keys()).map(({ name, keys }) => [
      name,
      keys.map(key => key.name)
    ]);
  run.log(0, 0, { 'train/loss': 1, lr: 1 });
  expect(shape()).toEqual([
    ['train', ['loss']],
    ['Charts', ['lr']]
  ]);
  run.log(1, 1, { 'a/first': 1, 'train/acc': 1 });
  expect(shape()).toEqual([
    ['train', ['loss', 'acc']],
    ['Charts', ['lr']],
    ['a', ['first']]
  ]);
});
