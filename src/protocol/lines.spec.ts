import { crc32 } from './crc32';
import type { Json } from './json';
import { BadLine, parseLine, parseLines } from './lines';
import { line } from './testing/lines';

const UID = '0123456789abcdef0123456789abcdef';

// The lines of docs/journal.md.
const HEADER =
  '08e7e978 0 92 {"kind":"header","format":1,"uid":"0123456789abcdef0123456789abcdef","writer":"w1","file":1}';
const FIRST =
  'a1cabb04 1 99 {"kind":"log","t":1763690000.25,"step":0,"commit":true,"data":{"loss":0.5,"acc":{"$number":"NaN"}}}';
const SECOND =
  '51ddb7c0 2 104 {"kind":"log","t":1763690000.5,"step":1,"commit":false,"data":{"caf\\u00e9":{"$int":"9007199254740993"}}}';

const bytes = (text: string) => new TextEncoder().encode(text);

test('the checksum is that of zlib', () => {
  expect(crc32(bytes('123456789'))).toBe(0xcbf43926);
  expect(crc32(bytes('6789'), 0, 4, crc32(bytes('12345')))).toBe(0xcbf43926);
});

test('a line gives its seq and its record', () => {
  expect(parseLine(UID, HEADER).seq).toBe(0);
  expect(parseLine(UID, `${FIRST}\n`)).toEqual({
    seq: 1,
    record: {
      kind: 'log',
      t: 1763690000.25,
      step: 0,
      commit: true,
      data: { loss: 0.5, acc: NaN }
    }
  });
  expect(parseLine(UID, bytes(SECOND)).record.data).toEqual({
    café: 9007199254740993n
  });
});

test('every changed byte is found, and so is every cut', () => {
  const line = bytes(FIRST);
  for (let i = 0; i < line.length; i++) {
    const flipped = line.slice();
    flipped[i] ^= 1;
    expect(() => parseLine(UID, flipped)).toThrow(BadLine);
    expect(() => parseLine(UID, line.subarray(0, i))).toThrow(BadLine);
  }
});

test('a line does not pass for one of another run', () => {
  const other = 'f'.repeat(32);
  expect(() => parseLine(other, FIRST)).toThrow('checksum of record 1');
});

test('after a bad line reading goes on at the next newline', () => {
  const buffer = bytes(`${HEADER}\n${FIRST.slice(0, 60)}\n\n${SECOND}\n`);
  const { lines, bad } = parseLines(UID, buffer);
  expect(lines.map(({ seq }) => seq)).toEqual([0, 2]);
  expect(bad.map(({ reason }) => reason)).toEqual([
    'record 1 has 46 bytes instead of 99'
  ]);
});

test.each(['[1]', '{"kind":3}', '{"a":1', '{"kind":{"$int":"x"}}'])(
  'a whole line that holds %s is bad',
  json => {
    const rest = `7 ${json.length} ${json}`;
    const crc = crc32(bytes(`${UID} ${rest}`))
      .toString(16)
      .padStart(8, '0');
    expect(() => parseLine(UID, `${crc} ${rest}`)).toThrow('record 7');
  }
);

test('a record is nested as deeply as all readers can bear', () => {
  const nested = (depth: number): Json =>
    depth === 0 ? 1 : { a: nested(depth - 1) };
  const record = (depth: number) =>
    line(UID, 7, { kind: 'unknown', t: 1, data: nested(depth - 1) });
  expect(parseLine(UID, record(100)).seq).toBe(7);
  expect(() => parseLine(UID, record(101))).toThrow(
    'record 7 is nested too deeply'
  );
  const wide = { kind: 'unknown', t: 1, data: new Array<Json>(500).fill([]) };
  expect(parseLine(UID, line(UID, 8, wide)).seq).toBe(8);
});
