import * as React from 'react';

import { Card } from './Card';
import { CardError } from './CardError';
import { usePanel } from './context';
import { formatCount, formatExact, formatNumber } from './format';
import type { IKeyCardProps } from './keyCardProps';
import { useLine } from './useLine';
import { useRunChange } from './useRunChange';
import { useShared } from './useShared';
import { useZoom } from './useZoom';
import { axisFor, metricOf } from './xAxis';

/**
 * The line of one metric.
 */
export function LineCard(props: IKeyCardProps): JSX.Element {
  const { path, name } = props;
  const { model, host, charts } = usePanel();
  // What is defined of a metric may change; all charts are not drawn again for that.
  useRunChange(model, change => change.structure);
  const chosen = useShared(charts.axis);
  const axis = axisFor(chosen, path, model.metric(path).stepMetric);
  const metric = metricOf(axis);
  const version = useRunChange(
    model,
    ({ keys }) => keys.has(path) || (metric !== null && keys.has(metric))
  );
  const card = React.useRef<HTMLElement>(null);
  const chart = React.useRef<HTMLDivElement>(null);
  const plot = React.useRef<HTMLDivElement>(null);
  const line = useLine(path, axis, { card, chart, plot, version });
  const isZoomed = useZoom(
    charts.zoom,
    zoom => zoom.x(path, line.axis) !== null || zoom.y(path, line.axis) !== null
  );

  const last = model.series(path)?.last ?? null;
  const { trans } = host;
  return (
    <Card
      {...props}
      ref={card}
      value={last ? formatNumber(last.value) : ''}
      exact={last ? formatExact(last.value) : undefined}
      label={
        last
          ? trans.__(
              '%1: %2 at step %3',
              name,
              formatExact(last.value),
              formatCount(last.step)
            )
          : name
      }
      hint={
        isZoomed && (
          <button
            type="button"
            className="jp-Runside-zoomReset"
            aria-label={trans.__('Show all of %1 again', name)}
            title={trans.__('Zoomed: show all again (double-click, or 0)')}
            onClick={() => charts.zoom.show(path, line.axis, null)}
          >
            {trans.__('reset')}
          </button>
        )
      }
    >
      <div
        ref={chart}
        className="jp-Runside-chart"
        tabIndex={0}
        // It moves along the line, and says at each point what it is.
        role="slider"
        aria-label={trans.__(
          '%1: arrow keys go along the line, plus and minus zoom, 0 shows all',
          name
        )}
        aria-valuenow={0}
      >
        <div ref={plot} className="jp-Runside-plot" aria-hidden="true" />
      </div>
      {line.error !== null && (
        <CardError
          text={trans.__('The chart could not be drawn: %1', line.error)}
          onRetry={line.retry}
        />
      )}
    </Card>
  );
}
