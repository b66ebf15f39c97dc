import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { type Json, type JsonObject, decodeText } from '../protocol';
import { line } from '../protocol/testing/lines';
import { RunModel } from './runModel';
import type { Entry } from './testing/journals';
import { drawnRows, shownRows } from './testing/shownRows';

// protocol/vectors: what calls mean. Each case holds the records that the Python
// writer made of its calls; here they become what a page shows.

const FOLDER = join(__dirname, '../../protocol/vectors/records');

interface ICase {
  uid: string;
  records: Entry[];
  rows: JsonObject[];
  summary: JsonObject;
}

function casesOf(file: string): [name: string, of: ICase][] {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const cases = decodeText(text) as unknown as Record<string, ICase>;
  return Object.entries(cases);
}

function shown({ uid, records }: ICase): RunModel {
  const model = new RunModel({ uid, schedule: () => undefined });
  model.setEmptyBase();
  for (const [writer, seq, record] of records) {
    const text = line(uid, seq, record as Json);
    model.addLines(writer, new TextEncoder().encode(text));
  }
  return model;
}

const isCases = (name: string) => name.endsWith('.json');
const files = readdirSync(FOLDER).filter(isCases);

test('each case has records', () => {
  const all = readdirSync(join(FOLDER, '..')).filter(isCases);
  expect(all).toContain('history.json');
  for (const file of all) {
    const text = readFileSync(join(FOLDER, '..', file), 'utf8');
    const { cases } = JSON.parse(text) as { cases: { name: string }[] };
    const names = casesOf(file).map(([name]) => name);
    expect(names).toEqual(cases.map(({ name }) => name));
  }
});

describe.each(files)('%s', file => {
  test.each(casesOf(file))('%s', (_, vector) => {
    const model = shown(vector);
    expect(model.summary).toEqual(vector.summary);
    const rows = drawnRows(vector.rows);
    expect(shownRows(model, rows)).toEqual(rows);
    expect(model.missing().size).toBe(0);
    expect(model.problems).toEqual([]);
  });
});
