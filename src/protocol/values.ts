import { BadData } from './checks';
import { type Json, type JsonObject, isObject, setOwn } from './json';

/**
 * The four additions to JSON of `protocol/README.md`, "Values".
 */

const LARGEST_PLAIN = 2n ** 53n;

const NUMBERS = new Map<Json, number>([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity]
]);

const INTEGER = /^-?(0|[1-9][0-9]*)$/;

/**
 * Decode what `JSON.parse` gave: `$number` to NaN and infinities, `$int` to
 * bigint, and `$$` in front of a key to `$`.
 *
 * @throws BadData for a form that is not of the protocol
 */
export function decodeValue(value: Json): Json {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(decodeValue);
  }
  return decodeForm(value) ?? decodeObject(value);
}

/**
 * Decode a JSON text with the additions.
 *
 * @throws SyntaxError, BadData
 */
export function decodeText(text: string): Json {
  const parsed = JSON.parse(text) as Json;
  // Every addition has a key that begins with `$`.
  return text.includes('"$') ? decodeValue(parsed) : parsed;
}

/**
 * The inverse of `decodeValue`.
 */
export function encodeValue(value: Json): Json {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value : { $number: String(value) };
    case 'bigint':
      return value > LARGEST_PLAIN || value < -LARGEST_PLAIN
        ? { $int: value.toString() }
        : Number(value);
    case 'object': {
      if (value === null) {
        return null;
      }
      if (Array.isArray(value)) {
        return value.map(encodeValue);
      }
      const encoded: JsonObject = {};
      for (const [key, item] of Object.entries(value)) {
        setOwn(
          encoded,
          key.startsWith('$') ? `$${key}` : key,
          encodeValue(item)
        );
      }
      return encoded;
    }
    default:
      return value;
  }
}

/**
 * A number as it is drawn: integers beyond ±2^53 as the nearest float, null for
 * what is not a number.
 */
export function toNumber(value: Json): number | null {
  if (typeof value === 'number') {
    return value;
  }
  return typeof value === 'bigint' ? Number(value) : null;
}

/** Undefined where the object is none of the forms. */
function decodeForm(value: JsonObject): number | bigint | undefined {
  const [key, ...others] = Object.keys(value);
  if (others.length > 0) {
    return undefined;
  }
  if (key === '$number') {
    const number = NUMBERS.get(value.$number);
    if (number === undefined) {
      throw new BadData(`${JSON.stringify(value.$number)} is no $number`);
    }
    return number;
  }
  if (key === '$int') {
    const integer = value.$int;
    if (typeof integer !== 'string' || !INTEGER.test(integer)) {
      throw new BadData(`${JSON.stringify(integer)} is no $int`);
    }
    return BigInt(integer);
  }
  return undefined;
}

function decodeObject(value: JsonObject): Json {
  const decoded: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    setOwn(
      decoded,
      key.startsWith('$$') ? key.slice(1) : key,
      decodeValue(item)
    );
  }
  return decoded;
}

/**
 * Whether a value is the descriptor of a medium: a leaf, never a subtree.
 */
export function isMedium(
  value: unknown
): value is JsonObject & { _type: string } {
  return (
    isObject(value) &&
    Object.hasOwn(value, '_type') &&
    typeof value._type === 'string'
  );
}
