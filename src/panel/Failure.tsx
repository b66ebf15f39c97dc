import * as React from 'react';

import type { IFailure } from '../model';
import { failureText } from './states';

/**
 * An exception, with the last lines of its traceback.
 */
export function Failure(props: { failure: IFailure }): JSX.Element {
  const { failure } = props;
  return (
    <div className="jp-Runside-failure">
      <p>{failureText(failure)}</p>
      {failure.traceback.length > 0 && (
        <pre tabIndex={0}>{failure.traceback.join('\n')}</pre>
      )}
    </div>
  );
}
