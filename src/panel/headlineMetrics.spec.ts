import type { IKeyInfo } from '../model';
import { chooseHeadline, direction, headlineLabel } from './headlineMetrics';

function keys(...paths: string[]): IKeyInfo[] {
  return paths.map(path => {
    const cut = path.lastIndexOf('/');
    return {
      path,
      name: path.slice(cut + 1),
      section: cut < 0 ? 'Charts' : path.slice(0, cut),
      kind: 'number'
    };
  });
}

const chosen = (...paths: string[]) =>
  chooseHeadline(keys(...paths)).map(key => key.path);

describe('chooseHeadline', () => {
  it('takes validation before train, then the learning rate', () => {
    expect(
      chosen(
        'train/loss',
        'train/accuracy',
        'train/learning_rate',
        'validation/loss',
        'validation/accuracy'
      )
    ).toEqual([
      'validation/accuracy',
      'validation/loss',
      'train/loss',
      'train/learning_rate'
    ]);
  });

  it('fills up with what there is', () => {
    expect(chosen('loss')).toEqual(['loss']);
    expect(chosen('loss', 'acc')).toEqual(['acc', 'loss']);
    expect(chosen('a', 'b', 'c', 'd', 'e')).toEqual(['a', 'b', 'c', 'd']);
    expect(chosen('val_loss', 'val_acc', 'val_f1', 'val_auc')).toHaveLength(4);
  });

  it('leaves out counters and clocks', () => {
    expect(chosen('epoch', 'global_step', 'time', '_runtime', 'loss')).toEqual([
      'loss'
    ]);
  });

  it.each(['val_loss', 'valLoss', 'eval/loss', 'loss/val', 'test/loss'])(
    'knows %s as validation',
    path => {
      expect(chosen('train/loss', path)[0]).toBe(path);
    }
  );
});

describe('direction', () => {
  it.each(['loss', 'val_loss', 'train/cross_entropy_loss', 'RMSE', 'WER'])(
    'less of %s is wanted',
    path => expect(direction(path)).toBe('low')
  );

  it.each(['acc', 'valAccuracy', 'test/F1', 'reward', 'mAP', 'eval/top1'])(
    'more of %s is wanted',
    path => expect(direction(path)).toBe('high')
  );

  it.each(['lr', 'epoch', 'grad_norm', 'accumulated', 'loss/weight'])(
    'the name %s says nothing',
    path => expect(direction(path)).toBeNull()
  );
});

describe('headlineLabel', () => {
  const all = keys('train/loss', 'validation/loss', 'train/learning_rate', 'x');

  it('says the prefix, but where the name alone is plain', () => {
    expect(all.map(key => headlineLabel(key, all))).toEqual([
      'train / loss',
      'validation / loss',
      'learning rate',
      'x'
    ]);
  });
});
