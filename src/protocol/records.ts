import { BadData, Fields } from './checks';
import { type Json, type JsonObject, isObject } from './json';

/**
 * The records of a journal; what they mean is in `protocol/README.md`.
 */
export interface IRecord {
  kind: string;
  /** Unix seconds; absent in headers only. */
  t?: number;
  [field: string]: Json | undefined;
}

export interface IRunRecord extends IRecord {
  kind: 'run';
  t: number;
  project: string;
  id: string;
  name: string;
  start: number;
}

export interface ILogRecord extends IRecord {
  kind: 'log';
  t: number;
  step: number;
  commit: boolean;
  data: JsonObject;
  sync?: boolean;
}

/** What a `config` or `summary` record, or a part of an edit, changes. */
export interface IChange {
  set?: JsonObject;
  delete?: string[];
}

export type IConfigRecord = IRecord & { kind: 'config'; t: number } & IChange;

export type ISummaryRecord = IRecord & { kind: 'summary'; t: number } & IChange;

export interface IMetricRecord extends IRecord {
  kind: 'metric';
  t: number;
  name: string;
}

export interface IExceptionRecord extends IRecord {
  kind: 'exception';
  t: number;
  type: string;
  value: string;
  traceback: string[];
}

export type IEditRecord = IRecord & {
  kind: 'edit';
  t: number;
  config?: IChange;
  summary?: IChange;
};

export interface IGapRecord extends IRecord {
  kind: 'gap';
  t: number;
  writer: string;
  from: number;
  to: number;
}

export interface IFinishRecord extends IRecord {
  kind: 'finish';
  t: number;
  exit: number | null;
  reason: string;
}

/** The kinds that the fold reads. */
export type FoldedRecord =
  | IRunRecord
  | ILogRecord
  | IConfigRecord
  | ISummaryRecord
  | IMetricRecord
  | IExceptionRecord
  | IEditRecord
  | IGapRecord
  | IFinishRecord;

/** A record without what every record has. */
export function fieldsOf(record: IRecord): JsonObject {
  const { kind: _, t: __, ...fields } = record;
  return fields as JsonObject;
}

/**
 * Check a record's fields. Kinds that are not known here pass, so that a newer
 * kernel's records can be kept.
 *
 * @throws BadData
 */
export function checkRecord(data: unknown): IRecord {
  if (isPlainLog(data)) {
    return data;
  }
  const fields = new Fields('record', data);
  const kind = fields.text('kind');
  const named = new Fields(`${kind} record`, data);
  if (kind !== 'header') {
    named.finite('t');
  }
  CHECKS.get(kind)?.(named);
  return named.object as IRecord;
}

/**
 * Nearly all records are logs that are right: 2.5 µs less for each of them than
 * with the check that can tell what is wrong.
 */
function isPlainLog(data: unknown): data is ILogRecord {
  return (
    isObject(data) &&
    data.kind === 'log' &&
    Number.isFinite(data.t) &&
    Number.isInteger(data.step) &&
    typeof data.commit === 'boolean' &&
    isObject(data.data) &&
    data.sync === undefined
  );
}

const CHECKS = new Map<string, (fields: Fields) => void>([
  [
    'header',
    fields => {
      checkFormat(fields);
      fields.uid('uid');
      fields.writer('writer');
      fields.integer('file', 1);
    }
  ],
  [
    'run',
    fields => {
      for (const name of ['project', 'id', 'name']) {
        fields.text(name);
      }
      fields.finite('start');
      for (const name of ['host', 'kernel', 'notebook', 'cell', 'program']) {
        fields.optional(name, fields.text);
      }
      fields.optional('pid', fields.integer);
      fields.optional('total_steps', fields.integer);
      fields.optional('tags', fields.texts);
    }
  ],
  [
    'log',
    fields => {
      fields.integer('step');
      fields.bool('commit');
      fields.fields('data');
      fields.optional('sync', fields.bool);
    }
  ],
  ['config', checkChange],
  ['summary', checkChange],
  ['metric', fields => fields.text('name')],
  [
    'console',
    fields => {
      fields.oneOf('stream', ['stdout', 'stderr']);
      fields.text('text');
    }
  ],
  ['system', fields => fields.fields('data')],
  [
    'alert',
    fields => {
      fields.text('title');
      fields.text('text');
    }
  ],
  [
    'exception',
    fields => {
      fields.text('type');
      fields.text('value');
      fields.texts('traceback');
    }
  ],
  [
    'blob',
    fields => {
      fields.sha256('from');
      fields.sha256('to');
    }
  ],
  [
    'file',
    fields => {
      fields.text('path');
      fields.sha256('sha256');
      fields.integer('size', 0);
    }
  ],
  [
    'artifact',
    fields => {
      fields.text('name');
      fields.text('type');
    }
  ],
  [
    'edit',
    fields => {
      for (const name of ['name', 'notes', 'colour']) {
        fields.optional(name, fields.text);
      }
      fields.optional('tags', fields.texts);
      fields.optional('trash', fields.bool);
      for (const name of ['config', 'summary']) {
        fields.optional(name, () => checkChange(fields.fields(name)));
      }
    }
  ],
  [
    'gap',
    fields => {
      fields.writer('writer');
      const from = fields.integer('from', 1);
      fields.integer('to', from);
      fields.text('reason');
    }
  ],
  [
    'finish',
    fields => {
      fields.optional('exit', fields.integer);
      fields.oneOf('reason', ['finish', 'ended', 'exception', 'superseded']);
    }
  ]
]);

function checkFormat(fields: Fields): void {
  if (fields.integer('format', 1) !== 1) {
    throw new BadData(
      `a journal of format ${fields.integer('format')} is newer than this page ` +
        'reads: upgrade runside in the environment of the Jupyter server'
    );
  }
}

function checkChange(fields: Fields): void {
  fields.optional('set', fields.fields);
  fields.optional('delete', fields.texts);
}
