import * as React from 'react';

import type { IMediaText, IMediaViewProps } from '../registry';
import { type IBins, readBins } from './bins';
import { shortNumber } from '../shortNumber';

/** How many histograms of a batch are drawn beside each other. */
const MOST = 4;

/**
 * The histograms of one step as bars.
 */
export function HistogramView({
  points,
  index,
  trans
}: IMediaViewProps): JSX.Element {
  const all = React.useMemo(
    () => readBins(points[index]?.value) ?? [],
    [points, index]
  );
  const more = all.length - MOST;
  return (
    <div className="jp-Runside-histograms">
      {all.slice(0, MOST).map((bins, i) => (
        <Bars key={i} bins={bins} trans={trans} />
      ))}
      {all.length === 0 && (
        <p className="jp-Runside-none">
          {trans.__('The bins of this histogram are not here.')}
        </p>
      )}
      {more > 0 && (
        <p className="jp-Runside-none">
          {trans._n('and %1 more', 'and %1 more', more)}
        </p>
      )}
    </div>
  );
}

function Bars(props: { bins: IBins; trans: IMediaText }): JSX.Element {
  const { bins, trans } = props;
  const { counts, edges } = bins;
  const first = shortNumber(edges[0]);
  const last = shortNumber(edges[edges.length - 1]);
  const most = shortNumber(Math.max(...counts));
  const note = leftOut(bins, trans);
  return (
    <figure className="jp-Runside-histogram">
      <svg
        viewBox="0 0 1 1"
        preserveAspectRatio="none"
        role="img"
        aria-label={trans.__(
          'Histogram from %1 to %2, at most %3 in a bin',
          first,
          last,
          most
        )}
      >
        <path d={barsPath(bins)} />
      </svg>
      <span className="jp-Runside-histogramMost" aria-hidden>
        {most}
      </span>
      <figcaption aria-hidden>
        <span>{first}</span>
        {note && <span title={note}>{note}</span>}
        <span>{last}</span>
      </figcaption>
    </figure>
  );
}

/** Within the unit square; a bin is as wide as it reaches. */
export function barsPath({ counts, edges }: IBins): string {
  const from = edges[0];
  const width = edges[edges.length - 1] - from;
  const most = Math.max(...counts, Number.MIN_VALUE);
  const x = (edge: number) => round((edge - from) / width);
  return counts
    .map((count, i) =>
      count > 0
        ? `M${x(edges[i])} 1V${round(1 - count / most)}H${x(edges[i + 1])}V1Z`
        : ''
    )
    .join('');
}

function round(part: number): number {
  return Math.round(part * 1e4) / 1e4;
}

function leftOut({ nan, infinite }: IBins, trans: IMediaText): string {
  return [
    nan > 0 ? trans._n('%1 NaN', '%1 NaN', nan) : '',
    infinite > 0 ? trans._n('%1 infinite', '%1 infinite', infinite) : ''
  ]
    .filter(text => text !== '')
    .join(', ');
}
