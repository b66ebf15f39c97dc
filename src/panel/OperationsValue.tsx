import * as React from 'react';

import type { JsonObject } from '../protocol';
import { Value } from './Value';

/**
 * What stands for one metric, with the name of each value beside it.
 */
export function OperationsValue(props: { value: JsonObject }): JSX.Element {
  return (
    <dl className="jp-Runside-measures">
      {Object.entries(props.value).map(([name, value]) => (
        <div key={name} data-operation={name}>
          <dt>{name}</dt>
          <dd>
            <Value value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
