/*
 * What src/protocol and src/model may use beyond ECMAScript: the few globals
 * that browsers, workers and Node all have. No DOM.
 */
declare class TextDecoder {
  constructor(
    label?: string,
    options?: { fatal?: boolean; ignoreBOM?: boolean }
  );
  decode(
    input?: ArrayBufferView | ArrayBuffer,
    options?: { stream?: boolean }
  ): string;
}

declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}

declare function queueMicrotask(callback: () => void): void;
declare function setTimeout(callback: () => void, ms?: number): unknown;
declare function clearTimeout(id: unknown): void;

declare const performance: { now(): number };
declare const console: Record<
  'debug' | 'log' | 'warn' | 'error',
  (...args: unknown[]) => void
>;
