/**
 * The CRC-32 of zlib, PNG and Ethernet (polynomial 0xEDB88320, reflected).
 */

const TABLE = new Uint32Array(256).map((_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) {
    value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return value;
});

/**
 * The checksum of `bytes[start..end)`, continuing from the checksum of what
 * stands before them.
 */
export function crc32(
  bytes: Uint8Array,
  start = 0,
  end = bytes.length,
  before = 0
): number {
  let crc = ~before;
  for (let i = start; i < end; i++) {
    crc = TABLE[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}
