import { plainText } from '../model/texts';
import { Claims } from './places';
import { type IRowsOptions, foldsAround, listRows, trashRows } from './rows';
import { parseSearch } from './search';
import { madeUpInfo, madeUpNotebook, uid } from './testing/madeUpRuns';

const INFOS = [
  madeUpInfo(9, { notebook: 'digits.ipynb', cell: 'a' }),
  madeUpInfo(8, { notebook: 'digits.ipynb', cell: 'a', step: 300 }),
  madeUpInfo(7, { notebook: 'digits.ipynb', hidden: true }),
  madeUpInfo(6, { notebook: 'digits.ipynb', step: null }),
  madeUpInfo(5, { notebook: 'faces.ipynb' }),
  madeUpInfo(4, { notebook: 'digits.ipynb', trash: true }),
  madeUpInfo(3, { program: 'train.py', trash: true })
];

function options(known: Partial<IRowsOptions> = {}): IRowsOptions {
  return {
    infos: INFOS,
    notebook: madeUpNotebook(),
    held: new Claims(),
    folds: {},
    search: null,
    showHidden: true,
    trans: plainText,
    ...known
  };
}

/** The rows as somebody sees them. */
function lines(rows: ReturnType<typeof listRows>): string[] {
  return rows.map(row => {
    const indent = '  '.repeat(row.level - 1);
    switch (row.kind) {
      case 'run':
        return indent + row.info.name;
      case 'group':
        return `${indent}${row.isOpen ? 'v' : '>'} ${row.group.title} ${row.group.count}`;
      case 'fold':
        return `${indent}${row.isOpen ? 'v' : '>'} ${row.infos.length} ${row.what}`;
      case 'trash':
        return `${indent}Trash ${row.count}`;
    }
  });
}

describe('listRows', () => {
  it('has the runs in their groups, with what is folded away', () => {
    expect(lines(listRows(options()))).toEqual([
      'v This notebook 4',
      '  run-9',
      '  > 1 earlier',
      '  run-7',
      '  > 1 short',
      '> Other notebooks 1',
      'Trash 2'
    ]);
  });

  it('opens and folds what was opened and folded by hand', () => {
    const folds = {
      'earlier:here:a': true,
      'short:here': true,
      notebooks: true,
      'notebook:faces.ipynb': false
    };
    expect(lines(listRows(options({ folds })))).toEqual([
      'v This notebook 4',
      '  run-9',
      '  v 1 earlier',
      '    run-8',
      '  run-7',
      '  v 1 short',
      '    run-6',
      'v Other notebooks 1',
      '  > faces.ipynb 1',
      'Trash 2'
    ]);
    expect(lines(listRows(options({ folds: { here: false } })))[0]).toBe(
      '> This notebook 4'
    );
  });

  it('shows what was found, wherever it is folded away, and nothing else', () => {
    const search = parseSearch('run-8', plainText);
    const rows = listRows(options({ search, folds: { here: false } }));
    expect(lines(rows)).toEqual(['v This notebook 1', '  run-8']);
    const inOthers = parseSearch('faces', plainText);
    expect(lines(listRows(options({ search: inOthers })))).toEqual([
      'v Other notebooks 1',
      '  v faces.ipynb 1',
      '    run-5'
    ]);
  });

  it('leaves hidden runs out only where that is wished', () => {
    const shown = lines(listRows(options({ showHidden: false })));
    expect(shown).not.toContain('  run-7');
    expect(shown[0]).toBe('v This notebook 3');
  });

  it('says of each row where it stands among its like, and under what', () => {
    const rows = listRows(options({ folds: { 'earlier:here:a': true } }));
    expect(rows.map(row => `${row.position}/${row.size}`)).toEqual([
      '1/3',
      '1/4',
      '2/4',
      '1/1',
      '3/4',
      '4/4',
      '2/3',
      '3/3'
    ]);
    expect(rows[3].parent).toBe('earlier:here:a');
  });

  it('knows the longest run of a group, to which the others are drawn', () => {
    const [, first] = listRows(options());
    expect(first).toMatchObject({ kind: 'run', steps: 300 });
  });
});

test('trashRows has the runs of the trash, newest first', () => {
  expect(lines(trashRows(options()))).toEqual(['run-4', 'run-3']);
});

test('foldsAround says what has to be opened to see a run', () => {
  expect(foldsAround(uid(8), options())).toEqual(['earlier:here:a', 'here']);
  expect(foldsAround(uid(5), options())).toEqual([
    'notebook:faces.ipynb',
    'notebooks'
  ]);
  expect(foldsAround(uid(4), options())).toBeNull();
});
