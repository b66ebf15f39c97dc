import type { IRecord } from '../../protocol';

/** One record with its address. */
export type Entry = [writer: string, seq: number, record: IRecord];

export function runRecord(name: string): IRecord {
  return {
    kind: 'run',
    t: 100,
    project: 'p',
    id: 'r',
    name,
    start: 100,
    host: 'h',
    pid: 1,
    kernel: null,
    notebook: null,
    cell: null,
    program: null
  };
}
