import * as React from 'react';

import { usePanel } from './context';
import { formatCount } from './format';
import { Icon } from './Icon';
import { IconButton } from './IconButton';

/** Which cards are shown, as it is typed; Escape clears it. */
export function FilterField(props: {
  query: string;
  /** Why the query cannot be looked for. */
  problem: string | null;
  /** How many cards match; null where all are shown. */
  matches: number | null;
  onQuery: (query: string) => void;
}): JSX.Element {
  const { query, problem, matches, onQuery } = props;
  const { trans } = usePanel().host;
  const field = React.useRef<HTMLInputElement>(null);
  const id = React.useId();
  const clear = () => {
    onQuery('');
    field.current?.focus();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape' && query !== '') {
      event.stopPropagation();
      clear();
    }
  };
  return (
    <>
      <div className="jp-Runside-filter" data-refused={problem !== null}>
        <Icon name="search" />
        <input
          ref={field}
          type="text"
          role="searchbox"
          aria-label={trans.__('Filter metrics')}
          aria-invalid={problem !== null}
          aria-describedby={id}
          placeholder={trans.__('Filter metrics')}
          title={trans.__(
            'Words of a key, or a regular expression between slashes: /loss$/i'
          )}
          spellCheck={false}
          value={query}
          onChange={event => onQuery(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {query !== '' && (
          <IconButton
            icon="close"
            label={trans.__('Clear the filter')}
            onClick={clear}
          />
        )}
      </div>
      <span
        id={id}
        className="jp-Runside-matches"
        data-refused={problem !== null}
        title={problem ?? undefined}
        role="status"
      >
        {problem ??
          (matches !== null &&
            (matches === 0
              ? trans.__('no match')
              : trans._n(
                  '%2 match',
                  '%2 matches',
                  matches,
                  formatCount(matches)
                )))}
      </span>
    </>
  );
}
