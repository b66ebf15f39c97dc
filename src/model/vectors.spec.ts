import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import {
  type Json,
  type JsonObject,
  decodeText,
  isObject,
  leaves,
  nest
} from '../protocol';
import { line } from '../protocol/testing/lines';
import { RunModel } from './runModel';
import type { Entry } from './testing/journals';

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

/**
 * The rows of a run, put together from its series and values. A path that holds
 * nulls alone is no key: such paths come from the vector's own rows.
 */
function rowsOf(model: RunModel, rowsToCome: JsonObject[]): JsonObject[] {
  const paths = new Set([
    ...model.keys().map(({ path }) => path),
    ...rowsToCome.flatMap(row => leaves(row).map(([path]) => path))
  ]);
  const rows = new Map<number, [string, Json][]>();
  const put = (step: number, path: string, value: Json) =>
    rows.set(step, [...(rows.get(step) ?? []), [path, value]]);
  for (const path of paths) {
    const view = model.series(path)?.view(1000);
    view?.step.forEach((step, i) => put(step, path, view.value[i]));
    for (const { step, value } of model.values(path)) {
      put(step, path, value);
    }
  }
  return Array.from(rows.keys())
    .sort((one, other) => one - other)
    .map(step => ({ ...nest(rows.get(step) ?? []), _step: step }));
}

/** Numbers are drawn as floats. */
function asDrawn(value: Json): Json {
  if (typeof value === 'bigint') {
    return Number(value);
  }
  if (isObject(value)) {
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([key, item]) => [key, asDrawn(item)])
    );
  }
  return value;
}

const files = readdirSync(FOLDER).filter(name => name.endsWith('.json'));

test('there are vectors', () => {
  expect(files).toContain('history.json');
});

describe.each(files)('%s', file => {
  test.each(casesOf(file))('%s', (_, vector) => {
    const model = shown(vector);
    expect(model.summary).toEqual(vector.summary);
    // A row without values is nothing that is shown.
    const rows = vector.rows.filter(row => Object.keys(row).length > 1);
    expect(rowsOf(model, rows)).toEqual(rows.map(asDrawn));
    expect(model.missing().size).toBe(0);
    expect(model.problems).toEqual([]);
  });
});
