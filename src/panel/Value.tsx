import * as React from 'react';

import type { Json } from '../protocol';
import { usePanel } from './context';
import { formatExact, formatNumber } from './format';
import { Linked } from './Linked';
import { valueText } from './valueText';

/**
 * One value of config or summary. It is data: only ever text nodes, http(s)
 * addresses as links.
 */
export function Value(props: { value: Json }): JSX.Element {
  const { value } = props;
  const { media, host } = usePanel();
  if (typeof value === 'number') {
    return <span title={formatExact(value)}>{formatNumber(value)}</span>;
  }
  const type = media.find(value);
  if (type) {
    return <span>{type.describe(value, host.trans)}</span>;
  }
  return <Linked text={valueText(value)} />;
}
