import * as React from 'react';

import type { IKeyInfo } from '../model';
import { usePanel } from './context';
import { chooseHeadline, headlineLabel } from './headlineMetrics';
import { HeadlineTile } from './HeadlineTile';

/**
 * The numbers that the researcher waits for. Its height is the same for any.
 */
export const Headline = React.memo(function Headline(props: {
  keys: readonly IKeyInfo[];
}): JSX.Element {
  const { trans } = usePanel().host;
  const numbers = props.keys.filter(key => key.kind === 'number');
  const chosen = chooseHeadline(numbers);
  return (
    <section
      className="jp-Runside-headline"
      aria-label={trans.__('Headline metrics')}
    >
      {chosen.map(key => (
        <HeadlineTile
          key={key.path}
          path={key.path}
          label={headlineLabel(key, numbers)}
        />
      ))}
    </section>
  );
});
