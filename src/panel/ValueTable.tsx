import * as React from 'react';

import type { Json } from '../protocol';
import { usePanel } from './context';
import { MediaValue } from './MediaValue';
import { OperationsValue } from './OperationsValue';
import { isOperations } from './summaryRows';
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
  const { media } = usePanel();
  if (rows.length === 0) {
    return <p className="jp-Runside-none">{empty}</p>;
  }
  return (
    <table className="jp-Runside-table">
      <tbody>
        {rows.map(([path, value]) => {
          const type = media.find(value);
          return (
            <React.Fragment key={path}>
              <tr data-key={path}>
                <th scope="row">{path}</th>
                <td>
                  {isOperations(value) ? (
                    <OperationsValue value={value} />
                  ) : (
                    <Value value={value} />
                  )}
                </td>
              </tr>
              {type && (
                <tr className="jp-Runside-mediaRow">
                  <td colSpan={2}>
                    <MediaValue type={type} value={value} />
                  </td>
                </tr>
              )}
            </React.Fragment>
          );
        })}
      </tbody>
    </table>
  );
}
