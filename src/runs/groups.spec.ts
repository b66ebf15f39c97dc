import { plainText } from '../model/texts';
import { groupRuns } from './groups';
import { Claims } from './places';
import { madeUpInfo, madeUpNotebook } from './testing/madeUpRuns';

const INFOS = [
  madeUpInfo(9, { notebook: 'a/faces.ipynb' }),
  madeUpInfo(8, { program: 'b.py' }),
  madeUpInfo(7, { program: '/x/a.py' }),
  madeUpInfo(6, { notebook: 'digits.ipynb' }),
  madeUpInfo(5, { notebook: 'b/faces.ipynb' }),
  madeUpInfo(4, { notebook: 'other.ipynb' }),
  madeUpInfo(3, { program: '/y/a.py' }),
  madeUpInfo(2, { kernel: 'k' })
];

describe('groupRuns', () => {
  it('puts this notebook first, then scripts by file, other notebooks, and the rest', () => {
    const groups = groupRuns(INFOS, madeUpNotebook(), new Claims(), plainText);
    expect(groups.map(({ title, count }) => `${title} ${count}`)).toEqual([
      'This notebook 1',
      'b.py 1',
      'a.py 2',
      'Other notebooks 3',
      'Consoles and others 1'
    ]);
    expect(groups.filter(group => group.startsFolded)).toEqual([groups[3]]);
  });

  it('has a group for each other notebook, told apart by their folders', () => {
    const others = groupRuns(INFOS, null, new Claims(), plainText).find(
      ({ id }) => id === 'notebooks'
    )!;
    expect(others.title).toBe('Notebooks');
    expect(others.startsFolded).toBe(false);
    expect(others.groups.map(({ title, detail }) => [title, detail])).toEqual([
      ['faces.ipynb', 'a/'],
      ['digits.ipynb', null],
      ['faces.ipynb', 'b/'],
      ['other.ipynb', null]
    ]);
  });
});
