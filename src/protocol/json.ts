/**
 * What a decoded value can be: JSON, and integers beyond ±2^53 as `bigint`.
 * Numbers may be NaN or infinite.
 */
export type Json =
  null | boolean | number | bigint | string | Json[] | { [key: string]: Json };

export type JsonObject = { [key: string]: Json };

/**
 * Whether a value is an object, not a list and not null.
 */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Set a key that comes from data. Plain assignment of `__proto__` would change
 * the object's prototype instead.
 */
export function setOwn(object: JsonObject, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, {
      value,
      configurable: true,
      enumerable: true,
      writable: true
    });
  } else {
    object[key] = value;
  }
}

/**
 * The value of a key that comes from data, never one of Object.prototype.
 */
export function getOwn(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
