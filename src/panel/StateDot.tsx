import * as React from 'react';

import type { RunState } from '../protocol';

/** The word always stands beside it: colour alone says nothing. */
export function StateDot(props: {
  state: RunState | null;
  /** False where the state is as it was last seen. */
  reached: boolean;
}): JSX.Element {
  return (
    <span
      className="jp-Runside-stateDot"
      data-state={props.state ?? 'unknown'}
      data-reached={props.reached}
      aria-hidden="true"
    />
  );
}
