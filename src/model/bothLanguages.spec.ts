import * as fc from 'fast-check';

import {
  type IFoldState,
  type Json,
  type JsonObject,
  checkFoldState,
  decodeText,
  encodeValue,
  isObject
} from '../protocol';
import { line } from '../protocol/testing/lines';
import { FoldState } from './fold';
import { RunModel } from './runModel';
import { type IJournals, journals } from './testing/journalArbitrary';
import type { Entry } from './testing/journals';
import { cases } from './testing/properties';
import { runPython } from './testing/python';
import { drawnRows, shownRows } from './testing/shownRows';

// What a page shows of journals is what the Python fold, from which the index, the
// API and exports tell, makes of the same: of several hundred made-up runs at once,
// since a Python starts slowly.

const UID = '0123456789abcdef0123456789abcdef';

/** What the Python fold tells of a run. */
interface IFolded {
  rows: JsonObject[];
  config: JsonObject;
  summary: JsonObject;
  step: number | null;
  state: IFoldState;
}

/** A line of JSON for each run; the same comes back. */
function inPython(runs: readonly (readonly Entry[])[]): IFolded[] {
  const input = runs.map(entries =>
    JSON.stringify(encodeValue({ entries } as unknown as Json))
  );
  return runPython('runside.sdk.test_folding', input.join('\n'))
    .trimEnd()
    .split('\n')
    .map(text => decodeText(text) as unknown as IFolded);
}

function inThePage(entries: readonly Entry[]): RunModel {
  const model = new RunModel({ uid: UID, schedule: () => undefined });
  model.setEmptyBase();
  for (const [writer, seq, record] of entries) {
    const text = line(UID, seq, record as Json);
    model.addLines(writer, new TextEncoder().encode(text));
  }
  expect(model.problems).toEqual([]);
  return model;
}

function folded(entries: readonly Entry[]): FoldState {
  const fold = new FoldState(UID);
  for (const entry of entries) {
    fold.add(...entry);
  }
  return fold;
}

function expectSame(model: RunModel, python: IFolded): void {
  const rows = drawnRows(python.rows.map(withoutTimes));
  expect(shownRows(model, rows)).toEqual(rows);
  expect(model.config).toEqual(python.config);
  const summary = withRoundMeans(model.summary);
  expect(summary).toEqual(withRoundMeans(python.summary));
  expect(model.info?.step).toBe(python.step);
  // A state of either language is one that the other goes on from.
  const fold = FoldState.fromJson(checkFoldState(python.state));
  expect(fold.cursors).toEqual(model.cursors);
  expect(withRoundMeans(fold.summary())).toEqual(summary);
}

function withoutTimes(row: JsonObject): JsonObject {
  const { _timestamp: _, _runtime: __, ...values } = row;
  return values;
}

/** Means are the same to 1e-12. */
function withRoundMeans(value: Json, key = ''): Json {
  if (key === 'mean' && typeof value === 'number') {
    return value.toPrecision(12);
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          name,
          withRoundMeans(item, name)
        ])
      )
    : value;
}

type Arrivals = (run: IJournals) => readonly [python: Entry[], page: Entry[]];

function compare(made: readonly IJournals[], arrivals: Arrivals): void {
  const told = inPython(made.map(run => arrivals(run)[0]));
  made.forEach((run, i) => {
    const [inPython, inPage] = arrivals(run);
    expectSame(inThePage(inPage), told[i]);
    if (inPython === inPage) {
      // Sums too are the same where the order is.
      expect(folded(inPage).toJson()).toEqual(told[i].state);
    }
  });
}

/** All at once; only where they differ one by one, to find the least that does. */
function compareMany(arrivals: Arrivals): void {
  const runs = journals({ gaps: true });
  const { numRuns = 0, seed } = cases(300);
  const made = fc.sample(runs, { numRuns, seed });
  try {
    compare(made, arrivals);
  } catch (error) {
    fc.assert(
      fc.property(runs, run => compare([run], arrivals)),
      { numRuns, seed, interruptAfterTimeLimit: 60_000 }
    );
    throw error;
  }
}

describe('both languages', () => {
  it('mean the same by journals, in whatever order each reads them', () => {
    compareMany(({ entries, arrived }) => [entries, arrived]);
  });

  it('go on in the same way when what was lost is found', () => {
    compareMany(({ arrived, found }) => {
      const all = [...arrived, ...found];
      return [all, all];
    });
  });
});
