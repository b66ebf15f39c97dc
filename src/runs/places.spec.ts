import { Claims, placeOf } from './places';
import { madeUpInfo, madeUpNotebook } from './testing/madeUpRuns';

describe('placeOf', () => {
  const place = (
    known: Parameters<typeof madeUpInfo>[1],
    notebook: Parameters<typeof madeUpNotebook>[0] | null = {}
  ) =>
    placeOf(
      madeUpInfo(1, known),
      notebook && madeUpNotebook(notebook),
      new Claims()
    );

  it('is here for a run in an output of the notebook, wherever it says that it was', () => {
    const shown = new Set([madeUpInfo(1).run]);
    expect(place({ notebook: 'old-name.ipynb' }, { shown })).toEqual({
      kind: 'here'
    });
  });

  it('is here for a run of one of its cells, by the kernel or the path', () => {
    const cells = new Set(['a']);
    const here = { kind: 'here' };
    expect(
      place(
        { cell: 'a', kernel: 'k', notebook: 'x.ipynb' },
        { cells, kernel: 'k' }
      )
    ).toEqual(here);
    expect(
      place({ cell: 'a', kernel: 'old', notebook: 'digits.ipynb' }, { cells })
    ).toEqual(here);
  });

  it('is not here for the same cell of a copy of the notebook', () => {
    const cells = new Set(['a']);
    expect(
      place({ cell: 'a', kernel: 'k', notebook: 'copy.ipynb' }, { cells })
    ).toEqual({ kind: 'notebook', path: 'copy.ipynb' });
  });

  it('is here by the path, also of a cell that was deleted', () => {
    expect(place({ cell: 'gone', notebook: 'digits.ipynb' })).toEqual({
      kind: 'here'
    });
  });

  it('is with the notebook that holds the run, where two share a kernel and its path', () => {
    const info = madeUpInfo(1, {
      cell: 'b',
      kernel: 'k',
      notebook: 'digits.ipynb'
    });
    const first = madeUpNotebook({ kernel: 'k', cells: new Set(['a']) });
    const second = madeUpNotebook({
      path: 'second.ipynb',
      kernel: 'k',
      cells: new Set(['b'])
    });
    const held = new Claims();
    held.note([info], [first, second]);
    expect(placeOf(info, second, held)).toEqual({ kind: 'here' });
    expect(placeOf(info, first, held)).toEqual({
      kind: 'notebook',
      path: 'second.ipynb'
    });
  });

  it('is with the notebook that shows the run, not with a copy on the same kernel that has its cell', () => {
    const info = madeUpInfo(1, { cell: 'a', kernel: 'k' });
    const cells = new Set(['a']);
    const copy = madeUpNotebook({ path: 'copy.ipynb', kernel: 'k', cells });
    const shown = new Set([info.run]);
    const first = madeUpNotebook({ kernel: 'k', cells, shown });
    const held = new Claims();
    held.note([info], [copy, first]);
    expect(placeOf(info, first, held)).toEqual({ kind: 'here' });
    expect(placeOf(info, copy, held)).toEqual({
      kind: 'notebook',
      path: first.path
    });
  });

  it('is the file of a script, and elsewhere for a console and for nobody knows', () => {
    expect(place({ program: '/home/ann/train.py' })).toEqual({
      kind: 'script',
      name: 'train.py'
    });
    expect(place({ kernel: 'k' })).toEqual({ kind: 'elsewhere' });
    expect(
      place({ notebook: 'x/console-1-0f8fad5b-d9cb-469f-a165-70867728950e' })
    ).toEqual({ kind: 'elsewhere' });
  });

  it('knows no notebook where none is looked at', () => {
    expect(place({ notebook: 'digits.ipynb' }, null)).toEqual({
      kind: 'notebook',
      path: 'digits.ipynb'
    });
  });
});
