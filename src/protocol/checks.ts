import { type Json, type JsonObject, isObject } from './json';

/**
 * Data that is not what the protocol says. The message names what was wrong.
 */
export class BadData extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadData';
  }
}

const UID = /^[0-9a-f]{32}$/;

/** Names of writers are parts of file names. */
const WRITER = /^[a-z0-9][a-z0-9_-]{0,63}$/;

const SHA256 = /^[0-9a-f]{64}$/;

export function isUid(value: unknown): value is string {
  return typeof value === 'string' && UID.test(value);
}

export function isSha256(value: unknown): value is string {
  return typeof value === 'string' && SHA256.test(value);
}

/**
 * Reads the fields of an object that came from elsewhere, and says which one is
 * not what it should be. `what` names the object in messages.
 */
export class Fields {
  constructor(
    readonly what: string,
    value: unknown
  ) {
    if (!isObject(value)) {
      throw new BadData(`${what}: an object is needed, not ${told(value)}`);
    }
    this.object = value;
  }

  readonly object: JsonObject;

  has(name: string): boolean {
    return Object.hasOwn(this.object, name);
  }

  get(name: string): Json | undefined {
    return this.has(name) ? this.object[name] : undefined;
  }

  text(name: string): string {
    const value = this.get(name);
    return typeof value === 'string' ? value : this.refuse(name, 'text');
  }

  number(name: string): number {
    const value = this.get(name);
    return typeof value === 'number' ? value : this.refuse(name, 'a number');
  }

  finite(name: string): number | bigint {
    const value = this.get(name);
    return typeof value === 'bigint' || Number.isFinite(value)
      ? (value as number | bigint)
      : this.refuse(name, 'a finite number');
  }

  oneOf(name: string, wanted: readonly string[]): string {
    const value = this.text(name);
    return wanted.includes(value)
      ? value
      : this.refuse(name, `one of ${wanted.join(', ')}`);
  }

  integer(name: string, least = -Infinity): number {
    const value = this.get(name);
    return Number.isInteger(value) && (value as number) >= least
      ? (value as number)
      : this.refuse(
          name,
          least === -Infinity ? 'an integer' : `an integer from ${least}`
        );
  }

  bool(name: string): boolean {
    const value = this.get(name);
    return typeof value === 'boolean' ? value : this.refuse(name, 'a boolean');
  }

  uid(name: string): string {
    const value = this.get(name);
    return isUid(value) ? value : this.refuse(name, '32 hex digits');
  }

  sha256(name: string): string {
    const value = this.get(name);
    return isSha256(value) ? value : this.refuse(name, '64 hex digits');
  }

  writer(name: string): string {
    const value = this.text(name);
    return WRITER.test(value)
      ? value
      : this.refuse(name, 'the name of a writer');
  }

  /** A nested object. */
  fields(name: string): Fields {
    return new Fields(`${this.what}: ${name}`, this.get(name));
  }

  list(name: string): Json[] {
    const value = this.get(name);
    return Array.isArray(value) ? value : this.refuse(name, 'a list');
  }

  texts(name: string): string[] {
    const value = this.get(name);
    return Array.isArray(value) && value.every(item => typeof item === 'string')
      ? value
      : this.refuse(name, 'a list of texts');
  }

  /** For each writer a seq. */
  cursors(name: string): Map<string, number> {
    const { what, object } = this.fields(name);
    return new Map(
      Object.entries(object).map(([writer, seq]) => {
        if (!Number.isInteger(seq) || (seq as number) < 0) {
          throw new BadData(
            `${what}: ${writer} must be a seq, not ${told(seq)}`
          );
        }
        return [writer, seq as number];
      })
    );
  }

  /** The field as `read` reads it; null where it is absent or null. */
  optional<T>(name: string, read: (name: string) => T): T | null {
    const value = this.get(name);
    return value === undefined || value === null ? null : read.call(this, name);
  }

  refuse(name: string, wanted: string): never {
    throw new BadData(
      this.has(name)
        ? `${this.what}: '${name}' must be ${wanted}, not ${told(this.object[name])}`
        : `${this.what}: '${name}' is missing (${wanted})`
    );
  }
}

/**
 * A value as a message tells it, cut where it is long.
 */
function told(value: unknown): string {
  if (typeof value === 'bigint') {
    return value.toString();
  }
  const text = JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'bigint' ? item.toString() : item
  );
  if (text === undefined) {
    return String(value);
  }
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
