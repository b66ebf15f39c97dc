import { BadData, Fields } from './checks';
import { type Json, type JsonObject } from './json';

/**
 * The registers of the fold, as kernel, server and page exchange them
 * (`protocol/fold-state.schema.json`).
 */

/** The order of a run's records: (t, writer, seq). */
export type StampTuple = [t: number, writer: string, seq: number];

export type SeqRange = [first: number, last: number];

export interface IAssignmentState {
  stamp: StampTuple;
  /** Absent where `deleted`. */
  value?: Json;
  deleted?: true;
}

export interface ILoggedState {
  step: number;
  stamp: StampTuple;
  value: Json;
}

export interface IKeyState {
  n: number;
  min?: number | bigint;
  max?: number | bigint;
  sum?: number;
  /** What rounding has left out of the sum: absent where that is nothing. */
  rest?: number;
  highest?: ILoggedState;
  first?: ILoggedState;
  explicit?: IAssignmentState;
}

/** What a writer wrote at a step that it has not left, by path. */
export interface IVisitState {
  step: number;
  values: JsonObject;
  /** Absent in states of an older version. */
  stamps?: { [path: string]: StampTuple };
}

export interface IWriterState {
  cursor: number;
  last: number | null;
  highest: number | null;
  visit: IVisitState | null;
  run: JsonObject | null;
  finish: JsonObject | null;
  exception: JsonObject | null;
  lost: SeqRange[];
}

export interface IMetricState {
  stamp: StampTuple;
  given: JsonObject;
}

export interface IFoldState {
  format: 1;
  uid: string;
  run: IAssignmentState | null;
  writers: { [writer: string]: IWriterState };
  config: { [path: string]: IAssignmentState };
  keys: { [path: string]: IKeyState };
  edits: { [field: string]: IAssignmentState };
  metrics: { [name: string]: IMetricState[] };
}

/**
 * Check a fold state whose values are decoded.
 *
 * @throws BadData
 */
export function checkFoldState(data: unknown): IFoldState {
  const fields = new Fields('fold state', data);
  const format = fields.integer('format', 1);
  if (format !== 1) {
    throw new BadData(
      `fold state: format ${format} is newer than this page reads: reload the ` +
        'page, or upgrade runside in the environment of the Jupyter server'
    );
  }
  fields.uid('uid');
  fields.optional('run', name => checkAssignment(fields.fields(name)));
  each(fields, 'writers', checkWriter);
  each(fields, 'config', checkAssignment);
  each(fields, 'keys', checkKey);
  each(fields, 'edits', checkAssignment);
  const metrics = fields.fields('metrics');
  for (const name of Object.keys(metrics.object)) {
    for (const definition of metrics.list(name)) {
      const metric = new Fields(`${metrics.what}: ${name}`, definition);
      checkStamp(metric);
      metric.fields('given');
    }
  }
  return fields.object as unknown as IFoldState;
}

function each(
  fields: Fields,
  name: string,
  check: (entry: Fields) => void
): void {
  const entries = fields.fields(name);
  for (const key of Object.keys(entries.object)) {
    check(entries.fields(key));
  }
}

function checkStamp(fields: Fields, name = 'stamp'): void {
  const [t, writer, seq, ...rest] = fields.list(name);
  if (
    typeof t !== 'number' ||
    typeof writer !== 'string' ||
    !Number.isInteger(seq) ||
    rest.length > 0
  ) {
    fields.refuse(name, '[t, writer, seq]');
  }
}

function checkAssignment(fields: Fields): void {
  checkStamp(fields);
  if (fields.has('value') === (fields.get('deleted') === true)) {
    throw new BadData(`${fields.what}: either a value or 'deleted' is needed`);
  }
}

function checkLogged(fields: Fields): void {
  fields.integer('step');
  checkStamp(fields);
  if (!fields.has('value')) {
    fields.refuse('value', 'what was logged');
  }
}

function checkKey(fields: Fields): void {
  if (fields.integer('n', 0) > 0) {
    fields.finite('min');
    fields.finite('max');
    fields.number('sum');
    fields.optional('rest', fields.finite);
  }
  for (const name of ['highest', 'first']) {
    fields.optional(name, () => checkLogged(fields.fields(name)));
  }
  fields.optional('explicit', name => checkAssignment(fields.fields(name)));
}

function checkWriter(fields: Fields): void {
  fields.integer('cursor', 0);
  fields.optional('last', fields.number);
  fields.optional('highest', fields.integer);
  fields.optional('visit', name => {
    const visit = fields.fields(name);
    visit.integer('step');
    visit.fields('values');
    visit.optional('stamps', stamps => {
      const fields = visit.fields(stamps);
      Object.keys(fields.object).forEach(path => checkStamp(fields, path));
    });
  });
  for (const name of ['run', 'finish', 'exception']) {
    fields.optional(name, fields.fields);
  }
  for (const pair of fields.list('lost')) {
    if (
      !Array.isArray(pair) ||
      pair.length !== 2 ||
      !pair.every(Number.isInteger)
    ) {
      fields.refuse('lost', 'a list of [first, last]');
    }
  }
}
