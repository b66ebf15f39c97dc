import { Fields } from './checks';
import { type JsonObject } from './json';

/**
 * Derived by each reader from what the logging writers said and whether they
 * are alive; never written down.
 */
export type RunState =
  'running' | 'idle' | 'killed' | 'not heard from' | 'crashed' | 'finished';

const STATES: readonly string[] = [
  'running',
  'idle',
  'killed',
  'not heard from',
  'crashed',
  'finished'
] satisfies RunState[];

/**
 * What lists and headers say of a run: the REST `info`, in camel case.
 */
export interface IRunInfo {
  /** The run's uid. */
  run: string;
  project: string;
  id: string;
  name: string;
  /** Unix seconds. */
  start: number;
  state: RunState;
  /** The Jupyter server's kernel id; null for a script, or where unknown. */
  kernel: string | null;
  notebook: string | null;
  cell: string | null;
  program: string | null;
  host: string | null;
  pid: number | null;
  user: string | null;
  /** The highest logged step. */
  step: number | null;
  /** When the last record was written, Unix seconds. */
  lastT: number | null;
  exit: number | null;
  /** How the last writer ended; null while one is open. */
  reason: string | null;
  totalSteps: number | null;
  tags: string[];
  notes: string | null;
  colour: string | null;
  /** Kept off lists and boards. */
  hidden: boolean;
  trash: boolean;
  /** Lines that could not be read. */
  badLines: number;
  /** Ranges of records that are lost. */
  gaps: number;
  dir: string | null;
  /** The account that owns the run's files. */
  owner: string | null;
  /** Whether they are the Jupyter server's own, so that it can be edited. */
  mine: boolean;
  /** How many processes log to the run. */
  writers: number;
  /** A hint where the live link is; see `protocol/README.md`. */
  comm: string | null;
}

/**
 * All that is to be said of a run of which only the uid is known. What became of
 * it cannot be seen.
 */
export function unknownInfo(run: string): IRunInfo {
  return {
    run,
    project: '',
    id: '',
    name: run,
    start: 0,
    state: 'not heard from',
    kernel: null,
    notebook: null,
    cell: null,
    program: null,
    host: null,
    pid: null,
    user: null,
    step: null,
    lastT: null,
    exit: null,
    reason: null,
    totalSteps: null,
    tags: [],
    notes: null,
    colour: null,
    hidden: false,
    trash: false,
    badLines: 0,
    gaps: 0,
    dir: null,
    owner: null,
    mine: true,
    writers: 0,
    comm: null
  };
}

/**
 * @throws BadData
 */
export function decodeInfo(data: unknown): IRunInfo {
  const fields = new Fields('info of a run', data);
  const text = (name: string) => fields.optional(name, fields.text);
  const bool = (name: string) => fields.optional(name, fields.bool);
  const number = (name: string) => fields.optional(name, fields.number);
  return {
    run: fields.uid('run'),
    project: fields.text('project'),
    id: fields.text('id'),
    name: fields.text('name'),
    start: fields.number('start'),
    state: fields.oneOf('state', STATES) as RunState,
    kernel: text('kernel'),
    notebook: text('notebook'),
    cell: text('cell'),
    program: text('program'),
    host: text('host'),
    pid: number('pid'),
    user: text('user'),
    step: number('step'),
    lastT: number('last_t'),
    exit: number('exit'),
    reason: text('reason'),
    totalSteps: number('total_steps'),
    tags: fields.optional('tags', fields.texts) ?? [],
    notes: text('notes'),
    colour: text('colour'),
    hidden: bool('hidden') ?? false,
    trash: bool('trash') ?? false,
    badLines: number('bad_lines') ?? 0,
    gaps: number('gaps') ?? 0,
    dir: text('dir'),
    owner: text('owner'),
    mine: bool('mine') ?? true,
    writers: number('writers') ?? 0,
    comm: text('comm')
  };
}

/** The inverse of `decodeInfo`. */
export function encodeInfo(info: IRunInfo): JsonObject {
  const { lastT, totalSteps, badLines, ...same } = info;
  return {
    ...same,
    last_t: lastT,
    total_steps: totalSteps,
    bad_lines: badLines
  };
}
