import type { IKeyInfo } from '../model';
import { filterKeys } from './keyFilter';

function keys(...paths: string[]): IKeyInfo[] {
  return paths.map(path => ({
    path,
    name: path,
    section: 'Charts',
    kind: 'number'
  }));
}

const RUN = keys('train/loss', 'train/acc', 'val/loss', 'lr', 'a.b', 'axb');

function chosen(...wanted: string[]): string[] {
  return filterKeys(RUN, wanted).map(key => key.path);
}

describe('filterKeys', () => {
  it('takes all where nothing is asked for', () => {
    expect(filterKeys(RUN, null)).toBe(RUN);
  });

  it('takes paths, in the order of the run', () => {
    expect(chosen('lr', 'train/loss')).toEqual(['train/loss', 'lr']);
  });

  it('takes patterns, over slashes too', () => {
    expect(chosen('train/*')).toEqual(['train/loss', 'train/acc']);
    expect(chosen('*loss')).toEqual(['train/loss', 'val/loss']);
    expect(chosen('l?')).toEqual(['lr']);
  });

  it('takes all other characters for themselves', () => {
    expect(chosen('a.b')).toEqual(['a.b']);
    expect(chosen('(', '[a', 'train/loss$')).toEqual([]);
  });
});
