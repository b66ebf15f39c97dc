import { Fields } from './checks';
import { type IRunInfo, decodeInfo, encodeInfo } from './info';
import { type Json, type JsonObject } from './json';
import { decodeValue, encodeValue } from './values';

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
  /** The key that it is drawn over; null for the step. */
  stepMetric: string | null;
  goal: 'minimize' | 'maximize' | null;
  /** Its summary is the best value, by the goal. */
  best: boolean;
  /** It has no card, and is here for those that are drawn over it. */
  hidden: boolean;
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
  const info = decodeInfo(fields.get('info'));
  return {
    t: fields.number('t'),
    info,
    config: fields.fields('config').object,
    summary: fields.fields('summary').object,
    failure: fields.optional('failure', name =>
      decodeFailure(fields.get(name))
    ),
    series: fields.list('series').map(entry => decodeSeries(entry, info.start)),
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

/**
 * The inverse of `decodeSaved`, but for the rounding of times to hundredths of a
 * second.
 */
export function encodeSaved(saved: ISavedRun): JsonObject {
  const { t, info, config, summary, failure, values } = saved;
  return {
    t,
    info: encodeInfo(info),
    config: encodeValue(config),
    summary: encodeValue(summary),
    failure: failure && { ...failure },
    series: saved.series.map(series => encodeSeries(series, info.start)),
    values: values.map(({ key, step, t, value }) => ({
      key,
      step,
      t,
      value: encodeValue(value)
    })),
    thumbnails: Object.fromEntries(saved.thumbnails),
    left_out: saved.leftOut
  };
}

/** As it stands in the notebook. */
export function encodeSeries(
  { key, of, stepMetric, goal, best, hidden, step, time, value }: ISavedSeries,
  start: number
): JsonObject {
  return {
    key,
    of,
    ...(stepMetric !== null && { step_metric: stepMetric }),
    ...(goal !== null && { goal }),
    ...(best && { best }),
    ...(hidden && { hidden }),
    step: step.join(' '),
    time: time.map(t => String(Math.round((t - start) * 100) / 100)).join(' '),
    value: value.join(' ')
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

function decodeSeries(data: unknown, start: number): ISavedSeries {
  const fields = new Fields('saved picture: series', data);
  const step = numbers(fields, 'step');
  const time = numbers(fields, 'time').map(t => t + start);
  const value = numbers(fields, 'value');
  const goal = fields.get('goal');
  if (time.length !== step.length || value.length !== step.length) {
    fields.refuse('step', 'as many numbers as time and value are');
  }
  return {
    key: fields.text('key'),
    of: fields.integer('of', step.length),
    stepMetric: fields.optional('step_metric', fields.text),
    goal: goal === 'minimize' || goal === 'maximize' ? goal : null,
    best: fields.optional('best', fields.bool) ?? false,
    hidden: fields.optional('hidden', fields.bool) ?? false,
    step,
    time,
    value
  };
}

/** What JavaScript and Python alike print for a number. */
const NUMBER = /^(-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?|NaN|-?Infinity)$/;

/** A column: a notebook's file has a line for each item of a list. */
function numbers(fields: Fields, name: string): number[] {
  const text = fields.text(name);
  const items = text === '' ? [] : text.split(' ');
  return items.every(item => NUMBER.test(item))
    ? items.map(Number)
    : fields.refuse(name, 'numbers with single spaces between them');
}
