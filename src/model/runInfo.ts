import { type IRunInfo, type JsonObject, unknownInfo } from '../protocol';
import { type FoldState } from './fold';
import { type Liveness, decidingWriters, runState } from './runState';
import { isLogging } from './writerState';

/** Which writers live in a kernel, as it told. */
export interface IKernelWriters {
  /** The Jupyter server's id of the kernel. */
  kernel: string | null;
  writers: readonly string[];
}

/**
 * What is known of a run: what the Jupyter server says, brought up to date by
 * the records that are here already; or, where no server has the run, what its
 * records say. Null while nothing is known.
 *
 * @param alive - the writers that live in a kernel; null if none has told
 */
export function composeInfo(
  fold: FoldState,
  server: IRunInfo | null,
  alive: IKernelWriters | null
): IRunInfo | null {
  const { run } = fold;
  const liveness = livenessOf(fold, alive);
  if (server === null) {
    return run && fromRecords(fold, run, liveness);
  }
  const isAhead = fold.last !== null && fold.last > (server.lastT ?? -Infinity);
  return {
    ...server,
    ...(run && editable(run)),
    step: most(server.step, fold.step),
    lastT: most(server.lastT, fold.last),
    ...(isAhead && {
      // The server's answer is older than what the kernel has sent since.
      state: runState(fold, liveness),
      exit: exitOf(fold),
      reason: reasonOf(fold)
    })
  };
}

/** Writers of other kernels, and of scripts, are not told of. */
function livenessOf(
  fold: FoldState,
  alive: IKernelWriters | null
): Map<string, Liveness> {
  const liveness = new Map<string, Liveness>();
  for (const [writer, { run }] of fold.writers) {
    if (alive !== null && run !== null && run.kernel === alive.kernel) {
      liveness.set(writer, alive.writers.includes(writer) ? 'alive' : 'dead');
    }
  }
  return liveness;
}

function fromRecords(
  fold: FoldState,
  run: JsonObject,
  liveness: ReadonlyMap<string, Liveness>
): IRunInfo {
  const unknown = unknownInfo(fold.uid);
  return {
    ...unknown,
    project: text(run.project) ?? unknown.project,
    id: text(run.id) ?? unknown.id,
    name: text(run.name) ?? unknown.name,
    start: number(run.start) ?? unknown.start,
    state: runState(fold, liveness),
    kernel: text(run.kernel),
    notebook: text(run.notebook),
    cell: text(run.cell),
    program: text(run.program),
    host: text(run.host),
    pid: number(run.pid),
    user: text(run.user),
    step: fold.step,
    lastT: fold.last,
    exit: exitOf(fold),
    reason: reasonOf(fold),
    totalSteps: number(run.total_steps),
    gaps: Array.from(fold.gaps.values()).flat().length,
    writers: Array.from(fold.writers.keys()).filter(isLogging).length,
    ...editable(run)
  };
}

/** What an `edit` record may have changed, as far as the run has it. */
function editable(run: JsonObject): Partial<IRunInfo> {
  const { name, tags, notes, colour, hidden, trash, total_steps } = run;
  return {
    ...(typeof name === 'string' && { name }),
    ...(Array.isArray(tags) && {
      tags: tags.filter(tag => typeof tag === 'string')
    }),
    ...(typeof notes === 'string' && { notes }),
    ...(typeof colour === 'string' && { colour }),
    ...(typeof hidden === 'boolean' && { hidden }),
    ...(typeof trash === 'boolean' && { trash }),
    ...(typeof total_steps === 'number' && { totalSteps: total_steps })
  };
}

/** The exit code of a run whose logging writers are done; the worst of them. */
function exitOf(fold: FoldState): number | null {
  const codes = endsOf(fold)
    .map(end => number(end.exit))
    .filter(code => code !== null);
  return codes.find(code => code !== 0) ?? codes[0] ?? null;
}

/** How a run ended: what its writer said that was the last to end. */
function reasonOf(fold: FoldState): string | null {
  const last = endsOf(fold).reduce<JsonObject | null>(
    (latest, end) =>
      latest === null || Number(end.t) >= Number(latest.t) ? end : latest,
    null
  );
  return last && text(last.reason);
}

/** The `finish` records of the writers that decide; none while one is open. */
function endsOf(fold: FoldState): JsonObject[] {
  const ends = Array.from(
    decidingWriters(fold).values(),
    state => state.finish
  );
  return ends.includes(null) ? [] : (ends as JsonObject[]);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function most(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}
