import { plainText } from '../model/texts';
import { Claims } from './places';
import { type Row, listRows } from './rows';
import { RowSelection } from './selection';
import { madeUpInfo, uid } from './testing/madeUpRuns';

function rowsOf(...numbers: number[]): Row[] {
  return listRows({
    infos: numbers.map(n =>
      madeUpInfo(n, { program: n > 3 ? 'a.py' : 'b.py' })
    ),
    notebook: null,
    held: new Claims(),
    folds: {},
    search: null,
    showHidden: true,
    trans: plainText
  });
}

describe('RowSelection', () => {
  const rows = rowsOf(5, 4, 3, 2, 1);
  let selection: RowSelection;

  beforeEach(() => {
    selection = new RowSelection();
    selection.settle(rows);
  });

  const selected = () => Array.from(selection.runs, run => parseInt(run, 16));

  it('begins at the first row, with nothing selected', () => {
    expect(selection.active).toBe('script:a.py');
    expect(selected()).toEqual([]);
  });

  it('selects a range over groups, to and fro, and only runs', () => {
    selection.go(rows, uid(4));
    selection.extend(rows, uid(2));
    expect(selected()).toEqual([4, 3, 2]);
    selection.extend(rows, uid(5));
    expect(selected()).toEqual([5, 4]);
    expect(selection.active).toBe(uid(5));
  });

  it('takes single runs in and out', () => {
    selection.go(rows, uid(1));
    selection.toggle(rows, uid(4));
    expect(selected()).toEqual([4, 1]);
    selection.toggle(rows, uid(1));
    expect(selected()).toEqual([4]);
  });

  it('is what an action is for, if the run is one of several', () => {
    selection.all(rows);
    expect(selection.targets(uid(2))).toHaveLength(5);
    selection.go(rows, uid(2));
    expect(selection.targets(uid(3))).toEqual([uid(3)]);
  });

  it('keeps its height where the row is gone, and drops what is gone', () => {
    selection.go(rows, uid(4));
    selection.extend(rows, uid(3));
    selection.settle(rowsOf(5, 4, 2, 1));
    expect(selection.active).toBe(uid(2));
    expect(selected()).toEqual([4]);
    selection.settle([]);
    expect(selection.active).toBeNull();
  });
});
