import { BadData, Fields } from './checks';
import { type Json, isObject } from './json';
import { decodeText } from './values';

/**
 * The base of one series: what is drawn of it, and how much that stands for.
 */
export interface IColumns {
  key: string;
  /** How many points the series has; more than `step.length` if decimated. */
  of: number;
  step: Float64Array;
  /** Unix seconds. */
  time: Float64Array;
  value: Float64Array;
}

/** `GET runs/<uid>/series` */
export interface ISeriesAnswer {
  /** For each writer the seq up to which its records are in the columns. */
  cursors: Map<string, number>;
  series: IColumns[];
}

/** One series of one run among many: `GET series`. */
export interface IRunColumns extends IColumns {
  /** The run's uid. */
  run: string;
  /** The key's value in the run's summary; null where it has none. */
  summary: Json;
}

/**
 * One series of `GET runs/<uid>/series` with `smooth`: its columns hold the smoothed
 * values of all points, decimated.
 */
export interface ISmoothedColumns extends IColumns {
  /** The last points of the series as they were logged: all, or 2 · reach + 1. */
  rest: { step: Float64Array; time: Float64Array; value: Float64Array };
  /** How many points on either side count for a point; 0 of the averages up to it. */
  reach: number;
  /**
   * What an exponential average has counted before the last point: the mean, the sum
   * of the weights, and the step of the last one counted; null where that is nothing.
   */
  counted: { mean: number; weight: number; step: number } | null;
}

/** `GET runs/<uid>/series` with `smooth`. */
export interface ISmoothedAnswer {
  cursors: Map<string, number>;
  series: ISmoothedColumns[];
}

const NUMBER_SIZE = Float64Array.BYTES_PER_ELEMENT;

const COLUMNS = 3;

/**
 * Decode `application/vnd.runside.columns`. The columns are views of `buffer`.
 *
 * @throws BadData
 */
export function decodeColumns(buffer: ArrayBuffer): ISeriesAnswer {
  const { head, series } = takeApart(buffer);
  return {
    cursors: head.cursors('cursors'),
    series: series.map(({ columns }) => columns)
  };
}

/**
 * Decode the same of many runs.
 *
 * @throws BadData
 */
export function decodeRunColumns(buffer: ArrayBuffer): IRunColumns[] {
  return takeApart(buffer).series.map(({ fields, columns }) => ({
    ...columns,
    run: fields.uid('run'),
    summary: fields.get('summary') ?? null
  }));
}

/**
 * Decode the same of smoothed series.
 *
 * @throws BadData
 */
export function decodeSmoothedColumns(buffer: ArrayBuffer): ISmoothedAnswer {
  const { head, series } = takeApart(buffer);
  return {
    cursors: head.cursors('cursors'),
    series: series.map(({ fields, columns, rest }) => ({
      ...columns,
      rest,
      reach: fields.integer('reach', 0),
      counted: fields.optional('counted', name => {
        const counted = fields.fields(name);
        return {
          mean: counted.number('mean'),
          weight: counted.number('weight'),
          step: counted.integer('step')
        };
      })
    }))
  };
}

interface ITaken {
  head: Fields;
  series: {
    fields: Fields;
    columns: IColumns;
    rest: ISmoothedColumns['rest'];
  }[];
}

function takeApart(buffer: ArrayBuffer): ITaken {
  if (buffer.byteLength < 4) {
    throw new BadData('columns: the length of the head is missing');
  }
  const length = new DataView(buffer).getUint32(0, true);
  let offset = 4 + length;
  if (offset > buffer.byteLength || offset % NUMBER_SIZE !== 0) {
    throw new BadData(`columns: a head of ${length} bytes does not fit`);
  }
  const head = new Fields('columns', decodeHead(buffer, length));
  const take = (points: number) => {
    const column = new Float64Array(buffer, offset, points);
    offset += points * NUMBER_SIZE;
    return column;
  };
  const series = head.list('series').map(entry => {
    const fields = new Fields('columns: series', entry);
    const points = fields.integer('points', 0);
    const rest = fields.optional('rest', name => fields.integer(name, 0)) ?? 0;
    const told = points + rest;
    if (offset + COLUMNS * told * NUMBER_SIZE > buffer.byteLength) {
      throw new BadData(
        `columns: '${fields.text('key')}' says ${told} points, more than came`
      );
    }
    const columns = {
      key: fields.text('key'),
      of: fields.integer('of', points),
      step: take(points),
      time: take(points),
      value: take(points)
    };
    return {
      fields,
      columns,
      rest: { step: take(rest), time: take(rest), value: take(rest) }
    };
  });
  return { head, series };
}

function decodeHead(buffer: ArrayBuffer, length: number): unknown {
  try {
    const text = new TextDecoder().decode(new Uint8Array(buffer, 4, length));
    const head: unknown = decodeText(text);
    return isObject(head) ? head : null;
  } catch {
    throw new BadData('columns: the head is not JSON');
  }
}
