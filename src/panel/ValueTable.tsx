import * as React from 'react';

import type { Json } from '../protocol';
import { Value } from './Value';

/**
 * Paths and their values.
 */
export function ValueTable(props: {
  rows: readonly (readonly [path: string, value: Json])[];
  /** What to say where there is none. */
  empty: string;
}): JSX.Element {
  const { rows, empty } = props;
  if (rows.length === 0) {
    return <p className="jp-Runside-none">{empty}</p>;
  }
  return (
    <table className="jp-Runside-table">
      <tbody>
        {rows.map(([path, value]) => (
          <tr key={path} data-key={path}>
            <th scope="row">{path}</th>
            <td>
              <Value value={value} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
