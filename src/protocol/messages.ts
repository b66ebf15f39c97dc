import { checkProtocol } from './bundle';
import { BadData, Fields } from './checks';
import { type JsonObject } from './json';

/**
 * The messages of the live link: `protocol/README.md`, "The live link".
 */

/** Journal lines first..last, verbatim in the message's buffer. */
export interface ILinesMessage {
  type: 'lines';
  run: string;
  writer: string;
  first: number;
  last: number;
  /** The request that this answers, if any. */
  re: string | null;
}

/** Lines that were too many for the live link. */
export interface IBehindMessage {
  type: 'behind';
  run: string;
  writer: string;
  first: number;
  last: number;
}

export interface IKernelRun {
  run: string;
  project: string | null;
  id: string | null;
  name: string | null;
  writer: string;
  /** The last seq that was written. */
  last: number;
  finished: boolean;
}

/** What runs in the kernel, and the id of its data comm. */
export interface IHelloMessage {
  type: 'hello';
  re: string;
  version: string | null;
  comm: string;
  runs: IKernelRun[];
}

/** The answer `re` is complete. */
export interface IEndMessage {
  type: 'end';
  re: string;
  /** Bytes that were too many to send. */
  missing: number;
}

export interface IErrorMessage {
  type: 'error';
  re: string;
  message: string;
}

export type KernelMessage =
  ILinesMessage | IBehindMessage | IHelloMessage | IEndMessage | IErrorMessage;

/** What a page asks of a kernel. */
export type Ask =
  | { ask: 'hello' }
  | { ask: 'lines'; run: string; writer: string; from: number; to: number }
  | { ask: 'journal'; run: string };

/**
 * Decode the `data` of a message on the data comm. Types that are not known
 * here are null, so that a newer kernel may send more.
 *
 * @throws BadData
 */
export function decodeKernelMessage(data: unknown): KernelMessage | null {
  const type = new Fields('message of the kernel', data).text('type');
  const fields = new Fields(`${type} message of the kernel`, data);
  switch (type) {
    case 'lines':
      return {
        type,
        ...decodeRange(fields),
        re: fields.optional('re', fields.text)
      };
    case 'behind':
      return { type, ...decodeRange(fields) };
    case 'hello':
      checkProtocol(fields.integer('protocol', 1), 'The kernel');
      return {
        type,
        re: fields.text('re'),
        version: fields.optional('version', fields.text),
        comm: fields.text('comm'),
        runs: fields.list('runs').map(decodeKernelRun)
      };
    case 'end':
      return {
        type,
        re: fields.text('re'),
        missing: fields.optional('missing', fields.number) ?? 0
      };
    case 'error':
      return {
        type,
        re: fields.text('re'),
        message: fields.text('message')
      };
    default:
      return null;
  }
}

/**
 * What goes out on a control comm.
 */
export function request(id: string, ask: Ask): JsonObject {
  return { protocol: 1, id, ...ask };
}

function decodeRange(fields: Fields): {
  run: string;
  writer: string;
  first: number;
  last: number;
} {
  const first = fields.integer('first', 1);
  const last = fields.integer('last', 1);
  if (last < first) {
    throw new BadData(`${fields.what}: last ${last} is before first ${first}`);
  }
  return {
    run: fields.uid('run'),
    writer: fields.writer('writer'),
    first,
    last
  };
}

function decodeKernelRun(data: unknown): IKernelRun {
  const fields = new Fields('hello message of the kernel: run', data);
  const text = (name: string) => fields.optional(name, fields.text);
  return {
    run: fields.uid('run'),
    project: text('project'),
    id: text('id'),
    name: text('name'),
    writer: fields.writer('writer'),
    last: fields.integer('last', 0),
    finished: fields.bool('finished')
  };
}
