import * as React from 'react';

import { Card } from './Card';
import { CardError } from './CardError';
import { usePanel } from './context';
import { formatCount, formatExact, formatNumber } from './format';
import type { IKeyCardProps } from './keyCardProps';
import { useLine } from './useLine';
import { useRunChange } from './useRunChange';

/**
 * The line of one metric.
 */
export function LineCard(props: IKeyCardProps): JSX.Element {
  const { path, name } = props;
  const { model, host } = usePanel();
  // What is defined of a metric may change; all charts are not drawn again for that.
  useRunChange(model, change => change.structure);
  const { stepMetric } = model.metric(path);
  const version = useRunChange(
    model,
    ({ keys }) =>
      keys.has(path) || (stepMetric !== null && keys.has(stepMetric))
  );
  const card = React.useRef<HTMLElement>(null);
  const plot = React.useRef<HTMLDivElement>(null);
  const { error, retry } = useLine(path, stepMetric, {
    card,
    plot,
    version
  });

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
    >
      <div ref={plot} className="jp-Runside-plot" aria-hidden="true" />
      {error !== null && (
        <CardError
          text={trans.__('The chart could not be drawn: %1', error)}
          onRetry={retry}
        />
      )}
    </Card>
  );
}
