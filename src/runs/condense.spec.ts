import { condense, isShort } from './condense';
import { madeUpInfo } from './testing/madeUpRuns';

describe('condense', () => {
  it('folds what a cell made before under its latest run', () => {
    const infos = [
      madeUpInfo(5, { cell: 'a' }),
      madeUpInfo(4, { cell: 'b' }),
      madeUpInfo(3, { cell: 'a' }),
      madeUpInfo(2, { cell: 'a' }),
      madeUpInfo(1)
    ];
    const { entries, short } = condense(infos);
    expect(
      entries.map(({ info, earlier }) => [
        info.name,
        ...earlier.map(({ name }) => name)
      ])
    ).toEqual([['run-5', 'run-3', 'run-2'], ['run-4'], ['run-1']]);
    expect(short).toEqual([]);
  });

  it('folds runs that ended without a row or within five seconds', () => {
    const infos = [
      madeUpInfo(4),
      madeUpInfo(3, { step: null, state: 'killed' }),
      madeUpInfo(2, { start: 100, lastT: 104.9, state: 'crashed' }),
      madeUpInfo(1, { start: 100, lastT: 105 })
    ];
    const { entries, short } = condense(infos);
    expect(entries.map(({ info }) => info.name)).toEqual(['run-4', 'run-1']);
    expect(short.map(({ name }) => name)).toEqual(['run-3', 'run-2']);
  });

  it.each(['running', 'idle'] as const)(
    'never folds a run away that is %s',
    state => {
      const infos = [
        madeUpInfo(3, { cell: 'a' }),
        madeUpInfo(2, { cell: 'a', state, step: null }),
        madeUpInfo(1, { cell: 'a' })
      ];
      const { entries, short } = condense(infos);
      expect(entries.map(({ info }) => info.name)).toEqual(['run-3', 'run-2']);
      expect(entries[0].earlier.map(({ name }) => name)).toEqual(['run-1']);
      expect(short).toEqual([]);
    }
  );

  it('leaves the newest run of a group standing: it may just have crashed', () => {
    const crashed = madeUpInfo(2, { step: null, state: 'crashed' });
    expect(condense([crashed]).entries).toHaveLength(1);
    expect(condense([madeUpInfo(3), crashed]).short).toEqual([crashed]);
  });

  it('takes no run for short of which nobody knows whether it goes on', () => {
    expect(
      isShort(madeUpInfo(1, { step: null, state: 'not heard from' }))
    ).toBe(false);
  });
});
