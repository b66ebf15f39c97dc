import { Fields } from './checks';
import { type IRunInfo, decodeInfo } from './info';
import { type Json, type JsonObject } from './json';
import { decodeValue } from './values';

/**
 * The picture of a run that a page writes into its notebook: `protocol/README.md`,
 * "The saved picture".
 */
export interface ISavedRun {
  /** When it was taken, Unix seconds. */
  t: number;
  info: IRunInfo;
  config: JsonObject;
  summary: JsonObject;
  failure: ISavedFailure | null;
  series: ISavedSeries[];
  /** The latest of each key that is not a number. */
  values: ISavedValue[];
  /** For each SHA-256 a `data:` address of a small picture. */
  thumbnails: Map<string, string>;
  /** How many series and pictures found no room. */
  leftOut: number;
}

export interface ISavedFailure {
  /** Unix seconds. */
  t: number;
  type: string | null;
  value: string | null;
  traceback: string[];
  cell: string | null;
}

/** A series, decimated as for a screen. */
export interface ISavedSeries {
  key: string;
  /** How many points it stands for. */
  of: number;
  step: number[];
  /** Unix seconds. */
  time: number[];
  value: number[];
}

export interface ISavedValue {
  key: string;
  step: number;
  t: number;
  value: Json;
}

/** Pictures of the notebook itself; nothing that a page would fetch or run. */
const THUMBNAIL = /^data:image\/(png|jpeg|webp|gif);base64,[A-Za-z0-9+/=]+$/;

/**
 * @throws BadData
 */
export function decodeSaved(data: unknown): ISavedRun {
  const fields = new Fields('saved picture', decodeValue(data as Json));
  const thumbnails = fields.fields('thumbnails');
  return {
    t: fields.number('t'),
    info: decodeInfo(fields.get('info')),
    config: fields.fields('config').object,
    summary: fields.fields('summary').object,
    failure: fields.optional('failure', name =>
      decodeFailure(fields.get(name))
    ),
    series: fields.list('series').map(decodeSeries),
    values: fields.list('values').map(entry => {
      const value = new Fields('saved picture: value', entry);
      return {
        key: value.text('key'),
        step: value.integer('step'),
        t: value.number('t'),
        value: value.get('value') ?? null
      };
    }),
    thumbnails: new Map(
      Object.keys(thumbnails.object)
        .map((sha256): [string, string] => [sha256, thumbnails.text(sha256)])
        .filter(([, address]) => THUMBNAIL.test(address))
    ),
    leftOut: fields.optional('left_out', fields.integer) ?? 0
  };
}

function decodeFailure(data: unknown): ISavedFailure {
  const fields = new Fields('saved picture: failure', data);
  return {
    t: fields.number('t'),
    type: fields.optional('type', fields.text),
    value: fields.optional('value', fields.text),
    traceback: fields.texts('traceback'),
    cell: fields.optional('cell', fields.text)
  };
}

function decodeSeries(data: unknown): ISavedSeries {
  const fields = new Fields('saved picture: series', data);
  const [step, time, value] = ['step', 'time', 'value'].map(name =>
    numbers(fields, name)
  );
  if (time.length !== step.length || value.length !== step.length) {
    fields.refuse('step', 'as long as time and value');
  }
  return {
    key: fields.text('key'),
    of: fields.integer('of', step.length),
    step,
    time,
    value
  };
}

function numbers(fields: Fields, name: string): number[] {
  const list = fields.list(name);
  return list.every(item => typeof item === 'number')
    ? list
    : fields.refuse(name, 'a list of numbers');
}
