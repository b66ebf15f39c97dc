import * as React from 'react';

import { usePanel } from './context';

/**
 * What went wrong, in the place where the content would be.
 */
export function CardError(props: {
  text: string;
  onRetry: () => void;
}): JSX.Element {
  const { trans } = usePanel().host;
  return (
    <div className="jp-Runside-cardError" role="alert">
      <p>{props.text}</p>
      <button
        type="button"
        className="jp-Runside-textButton"
        onClick={props.onRetry}
      >
        {trans.__('Try again')}
      </button>
    </div>
  );
}
