import { type RunState } from '../protocol';
import { type FoldState } from './fold';
import { isLogging, type WriterState } from './writerState';

/** Whether a writer's process is there, is gone, or cannot be seen from here. */
export type Liveness = 'alive' | 'dead' | 'silent';

/**
 * The state of a run, by the first rule that holds: what its logging writers
 * said, and whether they are alive. Derived by each reader and never written
 * down: "killed" and "not heard from" are withdrawn when the writer speaks.
 *
 * @param liveness - of each writer; one that it does not name counts as alive
 * @param isIdle - whether the run's kernel has executed nothing for a while
 */
export function runState(
  fold: FoldState,
  liveness: ReadonlyMap<string, Liveness>,
  isIdle = false
): RunState {
  const writers = Array.from(decidingWriters(fold));
  const open = writers
    .filter(([, state]) => state.finish === null)
    .map(([name]) => liveness.get(name) ?? 'alive');
  if (open.includes('alive')) {
    return isIdle ? 'idle' : 'running';
  }
  if (open.includes('dead')) {
    return 'killed';
  }
  if (open.includes('silent')) {
    return 'not heard from';
  }
  if (writers.some(([, state]) => state.finish?.reason === 'exception')) {
    return 'crashed';
  }
  return writers.length > 0 ? 'finished' : 'running';
}

/**
 * The writers that decide a run's state: those that log, but those that another
 * one has resumed. A writer that goes on with a run states in its `run` record, as
 * `resumes`, the writers that it found gone: how they ended is the past, and no
 * end of the run.
 */
export function decidingWriters(fold: FoldState): Map<string, WriterState> {
  const logging = Array.from(fold.writers).filter(([name]) => isLogging(name));
  const resumed = new Set(
    logging.flatMap(([, { run }]) =>
      Array.isArray(run?.resumes) ? run.resumes : []
    )
  );
  return new Map(logging.filter(([name]) => !resumed.has(name)));
}
