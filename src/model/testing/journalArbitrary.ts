import * as fc from 'fast-check';

import { type IRecord, type Json, nest } from '../../protocol';
import { type Entry, runRecord } from './journals';

/**
 * Journals of several writers for property tests: they log, also to earlier steps,
 * define, set, delete, edit, lose records, finish and come back, with clocks that tie.
 */

const PATHS = ['loss', 'n', 'n.x', 'n.x.y', 'a\\.b'];
const NAMES = [...PATHS, '*', 'n*', 'n.*', 'lo*', 'a\\*'];
const OPERATIONS = 'min max mean last first best copy none other'.split(' ');

const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -9, max: 9 }) },
  { weight: 3, arbitrary: fc.integer({ min: -9999, max: 9999 }).map(tenths) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Json>(
      NaN,
      Infinity,
      1e300,
      9007199254740993n,
      -(10n ** 400n),
      null
    )
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Json>(
      'text',
      true,
      {},
      { x: 1, z: { y: 2 } },
      [1, [2]],
      { _type: 'image-file', sha256: 'f'.repeat(64) },
      { $odd: 1 }
    )
  }
);

/** Neither whole nor exact in binary. */
function tenths(number: number): number {
  return number / 10;
}

const path = fc.constantFrom(...PATHS);

const set = fc.dictionary(path, value, { minKeys: 1, maxKeys: 2 });
const deleted = fc.array(path, { minLength: 1, maxLength: 2 });

/** Also one that sets what it deletes. */
const assigned = fc.oneof(
  { weight: 3, arbitrary: fc.record({ set }) },
  { weight: 1, arbitrary: fc.record({ delete: deleted }) },
  { weight: 1, arbitrary: fc.record({ set, delete: deleted }) }
);

type Event = { kind: string } & Partial<IRecord>;

const edits: fc.MaybeWeightedArbitrary<Event>[] = [
  {
    weight: 2,
    arbitrary: assigned.map(change => ({ kind: 'summary', ...change }))
  },
  {
    weight: 1,
    arbitrary: assigned.map(change => ({ kind: 'config', ...change }))
  },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        kind: fc.constant('edit'),
        name: fc.constantFrom('one', 'other'),
        summary: assigned,
        config: assigned
      },
      { requiredKeys: ['kind'] }
    )
  }
];

/** What a writer that logs writes: its records without their times. */
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('log'),
      step: fc.nat(6),
      commit: fc.boolean(),
      data: fc
        .uniqueArray(fc.tuple(path, value), {
          maxLength: 2,
          // A row names no path beside its relatives.
          selector: ([name]) => name[0]
        })
        .map(nest)
    })
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('log'),
      step: fc.nat(6),
      commit: fc.constant(true),
      sync: fc.constant(true),
      data: fc.record({ loss: fc.nat(9) })
    })
  },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        kind: fc.constant('metric'),
        name: fc.constantFrom(...NAMES),
        summary: fc
          .subarray(OPERATIONS, { minLength: 1, maxLength: 3 })
          .map(operations => operations.join(', ')),
        goal: fc.constantFrom('minimize', 'maximize', null),
        step_metric: fc.constantFrom('loss', 'n', null),
        hidden: fc.boolean(),
        overwrite: fc.boolean()
      },
      { requiredKeys: ['kind', 'name'] }
    )
  },
  ...edits,
  {
    weight: 1,
    arbitrary: fc.constantFrom<Event>(
      { kind: 'finish', exit: 0, reason: 'finish' },
      { kind: 'console', stream: 'stdout', text: 'a line' },
      { kind: 'unheard of', what: 1 },
      // It comes back: the run was resumed.
      { ...runRecord('resumed') }
    )
  }
);

/** An event, and what becomes of it. */
interface IFate {
  event: Event;
  /** Seconds since the one before. */
  after: number;
  isLost: boolean;
  /** How many places later than it was written it arrives; and once more. */
  delay: number;
  repeat: number | null;
}

function fateOf(events: fc.Arbitrary<Event>): fc.Arbitrary<IFate> {
  return fc.record({
    event: events,
    after: fc.constantFrom(0, 0.25, 1),
    isLost: fc.oneof(
      { weight: 12, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) }
    ),
    delay: fc.nat(6),
    repeat: fc.option(fc.nat(9), { freq: 3 })
  });
}

/** The journals of one run. */
export interface IJournals {
  /** Those of each writer, in the order of their seqs, without what was lost. */
  entries: Entry[];
  /** The same as they arrive: in any order, and some of them again. */
  arrived: Entry[];
  /** What was lost, and then found after all. */
  found: Entry[];
}

/** Journals without gaps are whole: nothing in them is lost. */
export function journals({ gaps }: { gaps: boolean }): fc.Arbitrary<IJournals> {
  const logging = fc.array(fateOf(event), { maxLength: 14 });
  const editing = fc.array(fateOf(fc.oneof(...edits)), { maxLength: 5 });
  return fc
    .record({ w1: logging, w2: logging, 'api-1': editing })
    .map(writers => compose(writers, gaps));
}

const START = 100;

function compose(writers: Record<string, IFate[]>, gaps: boolean): IJournals {
  const entries: Entry[] = [];
  const found: Entry[] = [];
  const arrivals: [place: number, entry: Entry][] = [];
  const told: IRecord[] = [];
  for (const [writer, fates] of Object.entries(writers)) {
    let t = START;
    let seq = 0;
    const put = (record: IRecord, delay: number, repeat: number | null) => {
      const entry: Entry = [writer, seq, record];
      entries.push(entry);
      arrivals.push([seq + delay, entry]);
      if (repeat !== null) {
        arrivals.push([seq + delay + repeat, entry]);
      }
    };
    if (!writer.startsWith('api-')) {
      seq += 1;
      put(runRecord(writer), 0, null);
    }
    const gapsOf: IRecord[] = [];
    for (const { event, after, isLost, delay, repeat } of fates) {
      t += after;
      seq += 1;
      const record = { ...event, t };
      if (gaps && isLost) {
        found.push([writer, seq, record]);
        gapsOf.push(gapRecord(writer, seq));
      } else {
        put(record, delay, repeat);
      }
    }
    for (const gap of gapsOf) {
      // A writer tells of its own loss, or somebody else does.
      if (writer === 'w1') {
        seq += 1;
        put({ ...gap, t }, 0, null);
      } else {
        told.push(gap);
      }
    }
  }
  told.forEach((gap, i) => {
    const entry: Entry = ['server-1', i + 1, gap];
    entries.push(entry);
    arrivals.push([i + 1, entry]);
  });
  // Sorting keeps the order of equal places.
  arrivals.sort(([one], [other]) => one - other);
  return { entries, arrived: arrivals.map(([, entry]) => entry), found };
}

function gapRecord(writer: string, seq: number): IRecord {
  const reason = 'disk full';
  return {
    kind: 'gap',
    t: START,
    writer,
    from: seq,
    to: seq,
    reason,
    count: 1
  };
}
