import type { Json } from '../protocol';
import { formatExact } from './format';

/** Longer than this, a value is cut: it is shown, not kept, here. */
const LONGEST = 2000;

/**
 * A value in one piece of text: texts as they are, the rest as JSON in which
 * numbers may be NaN, infinite, or as long as they like.
 */
export function valueText(value: Json): string {
  const text = typeof value === 'string' ? value : jsonText(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function jsonText(value: Json): string {
  switch (typeof value) {
    case 'number':
      return formatExact(value);
    case 'object':
      if (value === null) {
        return 'null';
      }
      return Array.isArray(value)
        ? `[${value.map(nested).join(', ')}]`
        : `{${Object.entries(value)
            .map(([key, member]) => `${key}: ${nested(member)}`)
            .join(', ')}}`;
    default:
      return String(value);
  }
}

function nested(value: Json): string {
  return typeof value === 'string' ? JSON.stringify(value) : jsonText(value);
}
