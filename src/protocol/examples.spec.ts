import { readFileSync } from 'fs';
import { join } from 'path';
import { decodeBundle } from './bundle';
import { BadData } from './checks';
import { checkFoldState } from './foldState';
import type { JsonObject } from './json';
import { decodeKernelMessage, request, type Ask } from './messages';
import { checkRecord } from './records';
import { decodeServerEvent } from './rest';
import { decodeSaved } from './saved';
import { decodeText } from './values';

// protocol/examples: what both languages take, and what both refuse.

function examples(name: string): unknown {
  const file = join(__dirname, '../../protocol/examples', `${name}.json`);
  return decodeText(readFileSync(file, 'utf8'));
}

describe('records', () => {
  const { valid, invalid } = examples('records') as {
    valid: JsonObject[];
    invalid: { why: string; record: unknown }[];
  };

  test.each(valid.map(record => [record.kind, record]))(
    '%s is taken',
    (_, record) => {
      expect(checkRecord(record)).toBe(record);
    }
  );

  test.each(invalid.map(({ why, record }) => [why, record]))(
    '%s is refused',
    (_, record) => {
      expect(() => checkRecord(record)).toThrow(BadData);
    }
  );
});

describe('messages', () => {
  const { valid, invalid } = examples('messages') as {
    valid: Record<string, JsonObject[]>;
    invalid: { as: string; why: string; message: unknown }[];
  };

  const decoders: Record<string, (message: unknown) => unknown> = {
    bundle: decodeBundle,
    saved: decodeSaved,
    lines: decodeKernelMessage,
    behind: decodeKernelMessage,
    hello: decodeKernelMessage,
    end: decodeKernelMessage,
    error: decodeKernelMessage,
    event_hello: decodeServerEvent,
    event_gone: decodeServerEvent,
    event_run: decodeServerEvent
  };

  const decoded = Object.keys(valid).filter(kind => !kind.startsWith('ask_'));
  test.each(decoded)('%s is taken', kind => {
    for (const message of valid[kind]) {
      expect(decoders[kind](message)).not.toBeNull();
    }
  });

  const asked = Object.keys(valid).filter(kind => kind.startsWith('ask_'));
  test.each(asked)('%s is what this page sends', kind => {
    for (const message of valid[kind]) {
      const { id, protocol, ...ask } = message;
      expect(request(id as string, ask as Ask)).toEqual(message);
    }
  });

  test.each(invalid.map(({ as, why, message }) => [as, why, message]))(
    '%s with %s is refused',
    (kind, _, message) => {
      expect(() => decoders[kind](message)).toThrow(BadData);
    }
  );
});

describe('fold states', () => {
  const { valid, invalid } = examples('fold-states') as {
    valid: unknown[];
    invalid: { why: string; state: unknown }[];
  };

  test('they are taken', () => {
    for (const state of valid) {
      expect(checkFoldState(state)).toBe(state);
    }
  });

  test.each(invalid.map(({ why, state }) => [why, state]))(
    '%s is refused',
    (_, state) => {
      expect(() => checkFoldState(state)).toThrow(BadData);
    }
  );
});
