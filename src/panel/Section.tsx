import * as React from 'react';

import type { IKeyInfo } from '../model';
import { formatCount } from './format';
import { usePanel } from './context';
import { Icon } from './Icon';
import { KeyCard } from './KeyCard';
import { sectionTitle } from './sections';

/**
 * The cards of one prefix. Folded away, they are not there at all.
 */
export function Section(props: {
  name: string;
  keys: readonly IKeyInfo[];
  folded: boolean;
  onFold: (name: string) => void;
}): JSX.Element {
  const { name, keys, folded, onFold } = props;
  const { trans } = usePanel().host;
  const id = React.useId();
  return (
    <section className="jp-Runside-section" data-section={name}>
      <h3 className="jp-Runside-sectionTitle">
        <button
          type="button"
          className="jp-Runside-fold"
          aria-expanded={!folded}
          aria-controls={id}
          onClick={() => onFold(name)}
        >
          <Icon name="chevron" />
          <span>{sectionTitle(name, trans)}</span>
          <span className="jp-Runside-sectionCount">
            {formatCount(keys.length)}
          </span>
        </button>
      </h3>
      <div id={id} className="jp-Runside-cards" hidden={folded}>
        {!folded &&
          keys.map(key => (
            <KeyCard
              key={`${key.kind} ${key.path}`}
              path={key.path}
              name={key.name}
              kind={key.kind}
            />
          ))}
      </div>
    </section>
  );
}
