import * as React from 'react';

import { usePanel } from './context';
import { type ILayout, MOST_COLUMNS } from './layout';

/** How many cards stand beside each other. */
export function ColumnsSelect(props: {
  columns: ILayout['columns'];
  onChoose: (columns: ILayout['columns']) => void;
}): JSX.Element {
  const { columns, onChoose } = props;
  const { trans } = usePanel().host;
  return (
    <select
      aria-label={trans.__('Columns')}
      value={columns ?? ''}
      onChange={({ target }) =>
        onChoose(target.value === '' ? null : Number(target.value))
      }
    >
      <option value="">{trans.__('as many as fit')}</option>
      {Array.from({ length: MOST_COLUMNS }, (_, i) => (
        <option key={i} value={i + 1}>
          {trans._n('%1 column', '%1 columns', i + 1)}
        </option>
      ))}
    </select>
  );
}
