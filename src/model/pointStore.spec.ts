import * as fc from 'fast-check';

import {
  type IColumns,
  type ILogRecord,
  type IStoredValue,
  toNumber
} from '../protocol';
import { PointStore } from './pointStore';
import { journals } from './testing/journalArbitrary';
import type { Entry } from './testing/journals';
import { cases } from './testing/properties';
import { Random } from './testing/random';
import { rowsOf } from './testing/rows';

type Point = [step: number, t: number, value: unknown];

function add(store: PointStore, [writer, seq, record]: Entry): void {
  if (record.kind === 'log') {
    store.add(writer, seq, record as ILogRecord);
  }
}

function expected(entries: readonly Entry[], path: string): Point[] {
  return Array.from(rowsOf(entries))
    .sort(([one], [other]) => one - other)
    .flatMap(([step, row]): Point[] => {
      const cell = row.get(path);
      return cell ? [[step, cell.t, cell.value]] : [];
    });
}

function isNumber([, , value]: Point): boolean {
  return toNumber(value as never) !== null;
}

function drawn(points: Point[]): Point[] {
  return points
    .filter(isNumber)
    .map(([step, t, value]) => [step, t, Number(value)]);
}

function numbersOf(store: PointStore, path: string): Point[] {
  const { step, time, value, length } = store.get(path).numbers();
  return Array.from({ length }, (_, i) => [step[i], time[i], value[i]]);
}

function othersOf(store: PointStore, path: string): Point[] {
  return store
    .get(path)
    .values()
    .map(({ step, time, value }) => [step, time, value]);
}

function expectRows(store: PointStore, entries: readonly Entry[]): void {
  for (const path of store.paths) {
    const points = expected(entries, path);
    expect(numbersOf(store, path)).toEqual(drawn(points));
    expect(othersOf(store, path)).toEqual(
      points.filter(point => !isNumber(point))
    );
  }
}

test('series and values are the rows, in any order and at any time', () => {
  fc.assert(
    fc.property(journals({ gaps: false }), fc.nat(9), ({ arrived }, every) => {
      const store = new PointStore();
      arrived.forEach((entry, i) => {
        add(store, entry);
        if (i % (every + 3) === 0) {
          expectRows(store, arrived.slice(0, i + 1));
        }
      });
      expectRows(store, arrived);
    }),
    cases(150)
  );
});

/** What the Jupyter server would answer for a path. */
function base(
  entries: readonly Entry[],
  path: string
): [IColumns, IStoredValue[]] {
  const points = expected(entries, path);
  const numbers = drawn(points);
  const column = (index: number) =>
    Float64Array.from(numbers, point => Number(point[index]));
  const columns = {
    key: path,
    of: numbers.length,
    step: column(0),
    time: column(1),
    value: column(2)
  };
  const values = points
    .filter(point => !isNumber(point))
    .map(([step, t, value]): IStoredValue => {
      const [writer, seq] = entries.find(
        ([, , record]) => record.step === step && record.t === t
      )!;
      return { step, t, value: value as never, writer, seq };
    });
  return [columns, values];
}

test('a base and what came after it are the rows, whichever came first', () => {
  fc.assert(
    fc.property(
      journals({ gaps: false }),
      fc.nat(20),
      fc.nat(),
      (made, cut, seed) => {
        const random = new Random(seed);
        // Clocks that do not tie: the base does not tell who logged a point.
        const entries = made.entries.map(([writer, seq, record], i): Entry => [
          writer,
          seq,
          { ...record, t: (record.t ?? 0) + i / 1000 }
        ]);
        const inBase = entries.filter(([, seq]) => seq <= cut);
        const after = entries.filter(([, seq]) => seq > cut);
        const upTo = new Map(['w1', 'w2'].map(writer => [writer, cut]));
        const paths = new Set(
          Array.from(rowsOf(entries).values()).flatMap(row =>
            Array.from(row.keys())
          )
        );
        const store = new PointStore();
        const early = after.filter(() => random.next() < 0.5);
        random.shuffled(early).forEach(entry => add(store, entry));
        for (const path of paths) {
          const [columns, values] = base(inBase, path);
          store.at(path).setNumbers(columns, upTo, 512);
          store.at(path).setValues(values, upTo);
        }
        // Lines that the base covers may come again too.
        random
          .shuffled([...after, ...inBase])
          .forEach(entry => add(store, entry));
        for (const path of paths) {
          const relatives = Array.from(paths).filter(
            other =>
              other.startsWith(`${path}.`) || path.startsWith(`${other}.`)
          );
          if (relatives.length > 0) {
            // What a relative removed in the base is not told by it.
            continue;
          }
          const points = drawn(expected(entries, path));
          expect(numbersOf(store, path)).toEqual(points);
        }
      }
    ),
    cases(150)
  );
});

test('a later base takes the place of the tail up to its cursors', () => {
  const store = new PointStore();
  const log = (seq: number): Entry => [
    'w1',
    seq,
    { kind: 'log', t: seq, step: seq, commit: true, data: { a: seq } }
  ];
  for (let seq = 1; seq <= 10; seq++) {
    add(store, log(seq));
  }
  const decimated = {
    key: 'a',
    of: 8,
    step: Float64Array.of(1, 8),
    time: Float64Array.of(1, 8),
    value: Float64Array.of(1, 8)
  };
  store.at('a').setNumbers(decimated, new Map([['w1', 8]]), 512);
  const points = store.get('a');
  expect(numbersOf(store, 'a').map(([step]) => step)).toEqual([1, 8, 9, 10]);
  expect(points.count).toBe(10);
  // A line that the base stands for adds nothing when it comes again.
  add(store, log(5));
  expect(numbersOf(store, 'a')).toHaveLength(4);
  expect(points.tailLength).toBe(2);
  expect(points.baseColumns).toBe(512);
});

test('the extremes are those of the rows, also after a value is replaced', () => {
  const store = new PointStore();
  const log = (seq: number, step: number, a: number): Entry => [
    'w1',
    seq,
    { kind: 'log', t: seq, step, commit: false, data: { a } }
  ];
  add(store, log(1, 0, 5));
  add(store, log(2, 1, 9));
  const { greatest } = store.get('a').extremes();
  expect(greatest).toEqual({ step: 1, value: 9 });
  add(store, log(3, 1, NaN));
  expect(store.get('a').extremes().greatest).toEqual({ step: 0, value: 5 });
  add(store, log(4, 0, -1));
  expect(store.get('a').extremes()).toEqual({
    least: { step: 0, value: -1 },
    greatest: { step: 0, value: -1 }
  });
});
