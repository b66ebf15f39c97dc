/** The series of an answer, as numbers. */
export interface IPlainColumns {
  key: string;
  /** Of many runs, whose this is, and what their summary says. */
  run?: string;
  summary?: unknown;
  of: number;
  step: number[];
  time: number[];
  value: number[];
  /** Of a smoothed one, what readers go on from. */
  rest?: { step: number[]; time: number[]; value: number[] };
  reach?: number;
  counted?: { mean: number; weight: number; step: number } | null;
}

/**
 * Binary columns as the Jupyter server sends them: `protocol/README.md`.
 */
export function encodeColumns(
  cursors: Record<string, number>,
  series: readonly IPlainColumns[]
): ArrayBuffer {
  const told = series.map(({ time: _, value: __, step, rest, ...head }) => ({
    ...head,
    points: step.length,
    ...(rest && { rest: rest.step.length })
  }));
  let head = JSON.stringify({ cursors, series: told });
  head = head.padEnd(Math.ceil((4 + head.length) / 8) * 8 - 4);
  const numbers = series.flatMap(({ rest, ...columns }) =>
    [columns, ...(rest ? [rest] : [])].flatMap(({ step, time, value }) => [
      ...step,
      ...time,
      ...value
    ])
  );
  const buffer = new ArrayBuffer(4 + head.length + numbers.length * 8);
  new DataView(buffer).setUint32(0, head.length, true);
  new Uint8Array(buffer).set(new TextEncoder().encode(head), 4);
  new Float64Array(buffer, 4 + head.length).set(numbers);
  return buffer;
}
