import * as React from 'react';

import { Card } from './Card';
import { usePanel } from './context';
import { formatCount } from './format';
import type { IKeyCardProps } from './keyCardProps';
import { useKeyValues } from './useKeyValues';
import { valueText } from './valueText';

/** How many of the latest values the card has room for. */
const ROOM = 5;

/**
 * What is neither a number nor a medium that we can show: its latest values, newest
 * first.
 */
export function ValueCard(props: IKeyCardProps): JSX.Element {
  const { host } = usePanel();
  const card = React.useRef<HTMLElement>(null);
  const { points } = useKeyValues(props, card);
  const latest = points.slice(-ROOM).reverse();
  const label = latest[0]
    ? host.trans.__(
        '%1: %2 at step %3',
        props.name,
        valueText(latest[0].value),
        formatCount(latest[0].step)
      )
    : props.name;
  return (
    <Card
      {...props}
      ref={card}
      value={host.trans._n('%1 value', '%1 values', points.length)}
      label={label}
    >
      <dl className="jp-Runside-values">
        {latest.map(point => (
          <React.Fragment key={point.step}>
            <dt>{formatCount(point.step)}</dt>
            <dd title={valueText(point.value)}>{valueText(point.value)}</dd>
          </React.Fragment>
        ))}
      </dl>
    </Card>
  );
}
