import type { IFailure, RunModel } from '../model';
import type { IRunInfo, RunState } from '../protocol';
import type { ITranslation } from './host';

/**
 * What the states of a run are called, and what each means.
 */

/** Whether more may come of itself. An idle run goes on with the next cell. */
export function isLive(state: RunState): boolean {
  return state === 'running' || state === 'idle';
}

/** Whether it has ended, in whichever way. */
export function isOver(state: RunState): boolean {
  return state === 'finished' || state === 'crashed' || state === 'killed';
}

/** Whether what is shown is how things stand: something still tells us. */
export function isReached({
  links,
  saved
}: Pick<RunModel, 'links' | 'saved'>): boolean {
  return (
    saved === null &&
    (links.kernel === 'attached' || links.server !== 'disconnected')
  );
}

/** Whether somebody stopped the cell: no failure, and they know it. */
export function isInterrupt({ type }: IFailure): boolean {
  return type === 'KeyboardInterrupt';
}

/**
 * "idle", "crashed"; "idle, the cell failed" or "idle, interrupted" where the last
 * thing that was heard of the run is an exception.
 */
export function stateText(
  { info, failure }: Pick<RunModel, 'info' | 'failure'>,
  trans: ITranslation
): string {
  if (info === null) {
    return '';
  }
  if (info.state !== 'idle' || failure === null) {
    return stateWord(info.state, trans);
  }
  return isInterrupt(failure)
    ? trans.__('idle, interrupted')
    : trans.__('idle, the cell failed');
}

export function stateWord(state: RunState, trans: ITranslation): string {
  switch (state) {
    case 'running':
      return trans.__('running');
    case 'idle':
      return trans.__('idle');
    case 'killed':
      return trans.__('killed');
    case 'not heard from':
      return trans.__('not heard from');
    case 'crashed':
      return trans.__('crashed');
    case 'finished':
      return trans.__('finished');
  }
}

export function stateMeaning(
  { state, reason }: Pick<IRunInfo, 'state' | 'reason'>,
  trans: ITranslation
): string {
  switch (state) {
    case 'running':
      return trans.__('Its process is alive.');
    case 'idle':
      return trans.__(
        'Its kernel is alive and executes nothing. The run goes on with the next cell that logs.'
      );
    case 'killed':
      return trans.__(
        'Its process is gone without a finish. All that was logged is kept.'
      );
    case 'not heard from':
      return trans.__(
        'Whether its process is alive cannot be seen from here, and nothing has come for 30 s.'
      );
    case 'crashed':
      return trans.__('An exception ended it. All that was logged is kept.');
    case 'finished':
      return endMeaning(reason, trans);
  }
}

/** "ValueError: the batch is empty". */
export function failureText(failure: IFailure): string {
  return [failure.type, failure.value].filter(Boolean).join(': ');
}

/** How a run that finished came to its end. */
function endMeaning(reason: string | null, trans: ITranslation): string {
  switch (reason) {
    case 'ended':
      return trans.__(
        'The interpreter left without finish(). All that was logged is kept.'
      );
    case 'superseded':
      return trans.__('A later init() ended it. All that was logged is kept.');
    default:
      return trans.__('It has ended, and nothing more will come.');
  }
}
