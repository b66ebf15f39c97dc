import { crc32 } from '../crc32';
import type { Json } from '../json';
import { encodeValue } from '../values';

/**
 * A journal line, with its newline, as a writer makes it.
 */
export function line(uid: string, seq: number, record: Json): string {
  const json = JSON.stringify(encodeValue(record)).replace(
    /[\u0080-\uffff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  );
  const rest = `${seq} ${json.length} ${json}`;
  const checksum = crc32(new TextEncoder().encode(`${uid} ${rest}`));
  return `${checksum.toString(16).padStart(8, '0')} ${rest}\n`;
}

/** Journal lines of records whose seqs begin at `first`. */
export function lines(
  uid: string,
  first: number,
  records: readonly Json[]
): Uint8Array {
  const texts = records.map((record, i) => line(uid, first + i, record));
  return new TextEncoder().encode(texts.join(''));
}
