import { crc32 } from './crc32';
import { isTooDeep } from './depth';
import { isObject } from './json';
import { type IRecord } from './records';
import { decodeText } from './values';

/**
 * Lines of a journal: `<crc32> <seq> <length> <JSON>\n`. The checksum is of
 * `<uid> <seq> <length> <JSON>`, so that a line cannot pass for another run's.
 */
export interface ILine {
  /** The record's number within its writer; 0 for a file's header. */
  seq: number;
  record: IRecord;
}

/**
 * A line that is not what its writer wrote.
 */
export class BadLine extends Error {
  constructor(readonly reason: string) {
    super(`Bad journal line: ${reason}`);
    this.name = 'BadLine';
  }
}

export interface IParsedLines {
  lines: ILine[];
  bad: BadLine[];
}

const HEAD = /^([0-9a-f]{8}) (0|[1-9][0-9]{0,15}) (0|[1-9][0-9]{0,15}) /;

/** No head is longer: a checksum, two numbers of 16 digits, three spaces. */
const LONGEST_HEAD = 8 + 16 + 16 + 3;

const NEWLINE = 10;

const encoder = new TextEncoder();

// Lines are ASCII; latin1 maps each byte to one character, whatever it is, so
// that offsets into the text are offsets into the bytes.
const decoder = new TextDecoder('latin1');

/**
 * Parse one line, with or without its newline.
 *
 * @throws BadLine when the checksum, the length or the JSON is wrong.
 */
export function parseLine(uid: string, line: Uint8Array | string): ILine {
  const bytes = typeof line === 'string' ? encoder.encode(line) : line;
  const end =
    bytes.length > 0 && bytes[bytes.length - 1] === NEWLINE
      ? bytes.length - 1
      : bytes.length;
  return parse(bytes, decoder.decode(bytes), 0, end, uidChecksum(uid));
}

/**
 * Parse all lines of a buffer. A bad line is reported, and reading goes on
 * after the next newline.
 */
export function parseLines(uid: string, buffer: Uint8Array): IParsedLines {
  const parsed: IParsedLines = { lines: [], bad: [] };
  const text = decoder.decode(buffer);
  const before = uidChecksum(uid);
  for (const [start, end] of spans(buffer)) {
    try {
      parsed.lines.push(parse(buffer, text, start, end, before));
    } catch (error) {
      if (!(error instanceof BadLine)) {
        throw error;
      }
      parsed.bad.push(error);
    }
  }
  return parsed;
}

function* spans(buffer: Uint8Array): Generator<[start: number, end: number]> {
  for (let start = 0; start < buffer.length;) {
    const newline = buffer.indexOf(NEWLINE, start);
    const end = newline < 0 ? buffer.length : newline;
    if (end > start) {
      yield [start, end];
    }
    start = end + 1;
  }
}

function uidChecksum(uid: string): number {
  return crc32(encoder.encode(`${uid} `));
}

function parse(
  bytes: Uint8Array,
  text: string,
  start: number,
  end: number,
  before: number
): ILine {
  const head = HEAD.exec(text.slice(start, start + LONGEST_HEAD));
  if (head === null) {
    throw new BadLine('it does not begin with a checksum, a number, a length');
  }
  const json = start + head[0].length;
  if (end - json !== Number(head[3])) {
    throw new BadLine(
      `record ${head[2]} has ${end - json} bytes instead of ${head[3]}`
    );
  }
  const afterChecksum = start + head[1].length + 1;
  if (crc32(bytes, afterChecksum, end, before) !== parseInt(head[1], 16)) {
    throw new BadLine(`the checksum of record ${head[2]} is wrong`);
  }
  const payload = text.slice(json, end);
  let record;
  try {
    record = decodeText(payload);
  } catch {
    throw new BadLine(`record ${head[2]} is not JSON`);
  }
  if (isTooDeep(record, payload)) {
    throw new BadLine(`record ${head[2]} is nested too deeply`);
  }
  if (!isObject(record) || typeof record.kind !== 'string') {
    throw new BadLine(`record ${head[2]} is not an object with a kind`);
  }
  const seq = Number(head[2]);
  if (!Number.isSafeInteger(seq)) {
    throw new BadLine(`record ${head[2]} has a number beyond 2^53`);
  }
  return { seq, record: record as IRecord };
}
