import { checkProtocol } from './bundle';
import { BadData, Fields } from './checks';
import { type IFoldState, checkFoldState } from './foldState';
import { type IRunInfo, decodeInfo } from './info';
import { type Json } from './json';

/**
 * What the Jupyter server answers: `protocol/README.md`, "The server". Values
 * are decoded before these functions see them.
 */

/** What the index knows of a path. */
export interface IKeySummary {
  /** How many values there are, and how many of them are numbers. */
  n: number;
  numbers: number;
  firstStep: number;
  lastStep: number;
}

/** `GET runs/<uid>` */
export interface IRunAnswer {
  info: IRunInfo;
  fold: IFoldState;
  keys: Map<string, IKeySummary>;
}

/** `GET runs` */
export interface IRunsAnswer {
  runs: IRunInfo[];
  problems: string[];
}

/** `PATCH runs/<uid>`: what somebody changes of a run. */
export interface IRunEdit {
  name?: string;
  tags?: string[];
  notes?: string;
  /** `#rrggbb` */
  colour?: string;
  total_steps?: number;
  hidden?: boolean;
  trash?: boolean;
}

/** One path of `GET keys`, and how many of the runs asked for have it. */
export interface IKeyOfRuns {
  path: string;
  runs: number;
}

/** One value of `GET runs/<uid>/values`. */
export interface IStoredValue {
  step: number;
  t: number;
  value: Json;
  writer: string;
  seq: number;
}

/** `GET runs/<uid>/values` */
export interface IValuesAnswer {
  cursors: Map<string, number>;
  values: IStoredValue[];
}

/** A message of the WebSocket `events`. */
export type ServerEvent =
  | { type: 'hello'; version: string }
  | { type: 'run'; info: IRunInfo; cursors: Map<string, number> }
  | { type: 'gone'; run: string };

/** The lines of one writer in an answer to `GET runs/<uid>/lines`. */
export interface ILinesPart {
  writer: string;
  first: number;
  last: number;
  /** Whether there are more after these. */
  more: boolean;
  /** The lines, verbatim. */
  lines: Uint8Array;
}

/** @throws BadData */
export function decodeRun(data: unknown): IRunAnswer {
  const fields = new Fields('answer for a run', data);
  const keys = fields.fields('keys');
  return {
    info: decodeInfo(fields.get('info')),
    fold: checkFoldState(fields.get('fold')),
    keys: new Map(
      Object.keys(keys.object).map(path => {
        const key = keys.fields(path);
        return [
          path,
          {
            n: key.integer('n', 0),
            numbers: key.integer('numbers', 0),
            firstStep: key.integer('first_step'),
            lastStep: key.integer('last_step')
          }
        ];
      })
    )
  };
}

/** @throws BadData */
export function decodeRuns(data: unknown): IRunsAnswer {
  const fields = new Fields('list of runs', data);
  return {
    runs: fields.list('runs').map(decodeInfo),
    problems: fields.optional('problems', fields.texts) ?? []
  };
}

/** @throws BadData */
export function decodeEdited(data: unknown): IRunInfo {
  return decodeInfo(new Fields('answer to an edit', data).get('info'));
}

/** @throws BadData */
export function decodeKeys(data: unknown): IKeyOfRuns[] {
  return new Fields('list of keys', data).list('keys').map(entry => {
    const key = new Fields('list of keys: key', entry);
    return { path: key.text('path'), runs: key.integer('runs', 0) };
  });
}

/** @throws BadData */
export function decodeValues(data: unknown): IValuesAnswer {
  const fields = new Fields('values', data);
  return {
    cursors: fields.cursors('cursors'),
    values: fields.list('values').map(entry => {
      const value = new Fields('values: value', entry);
      return {
        step: value.integer('step'),
        t: value.number('t'),
        value: value.get('value') ?? null,
        writer: value.text('writer'),
        seq: value.integer('seq', 1)
      };
    })
  };
}

/**
 * Types that are not known here are null.
 *
 * @throws BadData
 */
export function decodeServerEvent(data: unknown): ServerEvent | null {
  const fields = new Fields('event of the Jupyter server', data);
  switch (fields.text('type')) {
    case 'hello':
      checkProtocol(fields.integer('protocol', 1), 'The Jupyter server');
      return { type: 'hello', version: fields.text('version') };
    case 'run':
      return {
        type: 'run',
        info: decodeInfo(fields.get('info')),
        cursors: fields.cursors('cursors')
      };
    case 'gone':
      return { type: 'gone', run: fields.uid('run') };
    default:
      return null;
  }
}

const NEWLINE = 10;

/**
 * Take an answer of `lines` apart: a head for each writer, each followed by its
 * lines.
 *
 * @throws BadData
 */
export function decodeLinesAnswer(buffer: Uint8Array): ILinesPart[] {
  const parts: ILinesPart[] = [];
  for (let offset = 0; offset < buffer.length;) {
    const newline = buffer.indexOf(NEWLINE, offset);
    if (newline < 0) {
      throw new BadData('lines: a head is cut off');
    }
    const head = new Fields(
      'lines: head',
      parseHead(buffer.subarray(offset, newline))
    );
    const start = newline + 1;
    offset = start + head.integer('bytes', 0);
    if (offset > buffer.length) {
      throw new BadData(`lines: those of ${head.text('writer')} are cut off`);
    }
    parts.push({
      writer: head.text('writer'),
      first: head.integer('first', 0),
      last: head.integer('last', 0),
      more: head.bool('more'),
      lines: buffer.subarray(start, offset)
    });
  }
  return parts;
}

function parseHead(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new BadData('lines: a head is not JSON');
  }
}
