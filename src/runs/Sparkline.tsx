import * as React from 'react';

import type { IRunColumns } from '../protocol';
import { SPARKLINE_WIDTH } from './seriesFeed';
import { SPARKLINE_HEIGHT, axisEnd, sparklinePath } from './sparkline';

/** How a metric went, without numbers: the value stands beside it. */
export const Sparkline = React.memo(function Sparkline(props: {
  columns: IRunColumns;
  total: number | null;
  longest: number;
  /** Null for a run that is hidden. */
  colour: string | null;
}): JSX.Element {
  const { columns, total, longest, colour } = props;
  const { step, value } = columns;
  const path = React.useMemo(() => {
    const last = step[step.length - 1] ?? 0;
    return sparklinePath(step, value, axisEnd(last, total, longest));
  }, [step, value, total, longest]);
  return (
    <svg
      className="jp-Runside-sparkline"
      viewBox={`0 0 ${SPARKLINE_WIDTH} ${SPARKLINE_HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
      style={colour === null ? undefined : { color: colour }}
    >
      <path d={path} vectorEffect="non-scaling-stroke" />
    </svg>
  );
});
