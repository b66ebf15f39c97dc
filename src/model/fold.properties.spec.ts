import * as fc from 'fast-check';

import { type IFoldState, type Json, encodeValue, isObject } from '../protocol';
import { FoldState } from './fold';
import { journals } from './testing/journalArbitrary';
import type { Entry } from './testing/journals';
import { cases } from './testing/properties';

const UID = '0123456789abcdef0123456789abcdef';

function folded(entries: readonly Entry[], fold = new FoldState(UID)) {
  for (const entry of entries) {
    fold.add(...entry);
  }
  return fold;
}

/** Sums of floats, and so means, depend on their order in the last digits. */
function told(fold: FoldState): unknown {
  const state: IFoldState = fold.toJson();
  const keys = Object.entries(state.keys).map(
    ([path, { sum, rest = 0, ...key }]) => [
      path,
      { ...key, ...(sum !== undefined && { sum: rounded(sum + rest) }) }
    ]
  );
  return {
    state: { ...state, keys: Object.fromEntries(keys) as unknown },
    summary: summaryOf(fold),
    config: fold.config(),
    run: fold.run
  };
}

function summaryOf(fold: FoldState): string {
  const summary = encodeValue(fold.summary());
  return JSON.stringify(sorted(summary), (key, value: unknown) =>
    key === 'mean' && typeof value === 'number' ? rounded(value) : value
  );
}

/** The order of keys says nothing. */
function sorted(value: Json): Json {
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([key, item]) => [key, sorted(item)])
      )
    : value;
}

function rounded(value: number): string {
  return value.toPrecision(12);
}

describe('the fold', () => {
  it('gives one state for any order of arrival and any repeats', () => {
    fc.assert(
      fc.property(journals({ gaps: true }), ({ entries, arrived }) => {
        expect(told(folded(arrived))).toEqual(told(folded(entries)));
      }),
      cases(300)
    );
  });

  it('gives from a base and a tail what it gives from the whole', () => {
    fc.assert(
      fc.property(
        journals({ gaps: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ entries, arrived }, part) => {
          const base = folded(
            arrived.slice(0, Math.round(part * arrived.length))
          );
          const resumed = FoldState.fromJson(base.toJson());
          // What waited is no part of a state, and comes again.
          expect(told(folded(entries, resumed))).toEqual(told(folded(entries)));
        }
      ),
      cases(200)
    );
  });

  it('holds what some prefix of the calls gives while records are missing', () => {
    fc.assert(
      fc.property(
        journals({ gaps: false }),
        fc.infiniteStream(fc.nat(9)),
        ({ arrived }, dice) => {
          const missing = new Set(
            arrived
              .filter(() => dice.next().value === 0)
              .map(([writer, seq]) => `${writer} ${seq}`)
          );
          const came = arrived.filter(
            ([writer, seq]) => !missing.has(`${writer} ${seq}`)
          );
          const fold = folded(came);
          const prefix = came
            .filter(([writer, seq]) => seq <= (fold.cursors.get(writer) ?? 0))
            .sort(([, one], [, other]) => one - other);
          expect(fold.config()).toEqual(folded(prefix).config());
          expect(summaryOf(fold)).toEqual(summaryOf(folded(prefix)));
        }
      ),
      cases(200)
    );
  });
});
