import { type IRecord, type Json, type JsonObject, nest } from '../../protocol';
import type { Random } from './random';

/** One record with its address. */
export type Entry = [writer: string, seq: number, record: IRecord];

const PATHS = ['loss', 'n', 'n.x', 'n.x.y', 'acc', 'a\\.b'];

const VALUES: readonly Json[] = [
  1,
  2.5,
  NaN,
  -Infinity,
  'text',
  true,
  null,
  9007199254740993n,
  {},
  { x: 1, z: 2 },
  [1, 2],
  { _type: 'image-file', sha256: 'f'.repeat(64) }
];

/**
 * The journals of three writers that log, set, delete, edit, lose records and
 * finish, with clocks that tie.
 */
export function randomJournals(random: Random): Entry[] {
  const entries: Entry[] = [];
  for (const writer of ['w1', 'w2', 'api-1']) {
    let t = 100;
    let step = 0;
    const records: IRecord[] = [runRecord(writer)];
    for (let count = random.integer(3, 30); count > 0; count--) {
      t += random.choice([0, 0, 1]);
      const path = random.choice(PATHS);
      const value = random.choice(VALUES);
      const kind = random.choice(KINDS);
      if (kind === 'log' && writer !== 'api-1') {
        step = Math.max(0, step + random.choice([0, 1, 1, 2, -1]));
        const data = nest([[path, value]]);
        const commit = random.next() < 0.5;
        records.push({ kind, t, step, commit, data });
      } else if (kind === 'summary' || kind === 'config') {
        records.push({ kind, t, ...change(random, path, value) });
      } else if (kind === 'edit') {
        const summary = change(random, path, value);
        records.push({ kind, t, name: `${writer} ${t}`, summary });
      } else if (kind === 'metric') {
        records.push({ kind, t, name: path, summary: 'min' });
      }
    }
    if (random.next() < 0.5) {
      records.push({ kind: 'finish', t, exit: 0, reason: 'finish' });
    }
    records.forEach((record, i) => entries.push([writer, i + 1, record]));
  }
  return entries;
}

const KINDS = [
  'log',
  'log',
  'log',
  'log',
  'summary',
  'config',
  'edit',
  'metric'
];

function change(random: Random, path: string, value: Json): JsonObject {
  return random.next() < 0.7 ? { set: { [path]: value } } : { delete: [path] };
}

export function runRecord(name: string): IRecord {
  return {
    kind: 'run',
    t: 100,
    project: 'p',
    id: 'r',
    name,
    start: 100,
    host: 'h',
    pid: 1,
    kernel: null,
    notebook: null,
    cell: null,
    program: null
  };
}
