import type { ReadonlyPartialJSONValue } from '@lumino/coreutils';

import type { IRunListState } from '../runs';

/** What the sidebar keeps over a reload of the page, as plain JSON. */
export interface ISidebarState {
  /** How the list stands; null before it was shown. */
  readonly list: IRunListState | null;
  /** The run that is chosen. */
  readonly run: string | null;
  /** Whether the newest run of the notebook in front is shown when there is one; `false` after another was chosen. */
  readonly isFollowing: boolean;
  /** What part of the height the list takes while there is a panel below it, between 0 and 1. */
  readonly share: number;
}

export const FIRST_STATE: ISidebarState = {
  list: null,
  run: null,
  isFollowing: true,
  share: 0.4
};

/** What was kept, as far as it can be understood. */
export function readState(
  kept: ReadonlyPartialJSONValue | undefined
): ISidebarState {
  const { list, run, isFollowing, share } = (
    typeof kept === 'object' && kept !== null ? kept : {}
  ) as Partial<Record<keyof ISidebarState, unknown>>;
  return {
    // The list reads its own.
    list:
      typeof list === 'object' && list !== null
        ? (list as IRunListState)
        : FIRST_STATE.list,
    run: typeof run === 'string' ? run : FIRST_STATE.run,
    isFollowing:
      typeof isFollowing === 'boolean' ? isFollowing : FIRST_STATE.isFollowing,
    share:
      typeof share === 'number' && share > 0 && share < 1
        ? share
        : FIRST_STATE.share
  };
}
