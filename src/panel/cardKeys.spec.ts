import { type IKeyInfo, NO_RULE } from '../model';
import { cardKeys } from './cardKeys';

const KEYS: IKeyInfo[] = ['loss', 'epoch', 'inner'].map(path => ({
  path,
  name: path,
  section: 'Charts',
  kind: 'number'
}));

const metric = (path: string) => ({ ...NO_RULE, hidden: path !== 'loss' });

function chosen(wanted: string[] | null): string[] {
  return cardKeys(KEYS, metric, wanted).map(({ path }) => path);
}

describe('cardKeys', () => {
  it('gives no card to a metric that was defined as hidden', () => {
    expect(chosen(null)).toEqual(['loss']);
    expect(chosen(['*'])).toEqual(['loss']);
  });

  it('gives it one where somebody asks for it by its name', () => {
    expect(chosen(['epoch', 'lo*'])).toEqual(['loss', 'epoch']);
  });
});
