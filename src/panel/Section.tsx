import * as React from 'react';

import type { IKeyInfo } from '../model';
import { CardPlace } from './CardPlace';
import { usePanel } from './context';
import { formatCount } from './format';
import { Icon } from './Icon';
import { IconButton } from './IconButton';
import { sectionTitle } from './sections';

/**
 * The cards of one prefix. Folded away, they are not there at all.
 */
export const Section = React.memo(function Section(props: {
  name: string;
  keys: readonly IKeyInfo[];
  /** How many cards it has, those counted in that do not match what is looked for. */
  of: number;
  /** So many of its cards are there at once; the others when they come near. */
  ready: number;
  isFolded: boolean;
  onFold: (name: string, isFolded: boolean) => void;
  /** Let it change places with the one above or below; null where it stays. */
  onMove: ((name: string, by: -1 | 1) => void) | null;
}): JSX.Element {
  const { name, keys, of, ready, isFolded, onFold, onMove } = props;
  const { trans } = usePanel().host;
  const id = React.useId();
  const title = sectionTitle(name, trans);
  return (
    <section className="jp-Runside-section" data-section={name}>
      <div className="jp-Runside-sectionHead">
        <h3 className="jp-Runside-sectionTitle">
          <button
            type="button"
            className="jp-Runside-fold"
            aria-expanded={!isFolded}
            aria-controls={id}
            onClick={() => onFold(name, !isFolded)}
          >
            <Icon name="chevron" />
            <span>{title}</span>
            <span className="jp-Runside-sectionCount">
              {keys.length === of
                ? formatCount(of)
                : trans.__(
                    '%1 of %2',
                    formatCount(keys.length),
                    formatCount(of)
                  )}
            </span>
          </button>
        </h3>
        {onMove && (
          <div className="jp-Runside-sectionActions">
            <IconButton
              icon="up"
              label={trans.__('Move %1 up', title)}
              onClick={() => onMove(name, -1)}
            />
            <IconButton
              icon="down"
              label={trans.__('Move %1 down', title)}
              onClick={() => onMove(name, 1)}
            />
          </div>
        )}
      </div>
      <div id={id} className="jp-Runside-cards" hidden={isFolded}>
        {!isFolded &&
          keys.map((key, i) => (
            <CardPlace
              key={`${key.kind} ${key.path}`}
              path={key.path}
              name={key.name}
              kind={key.kind}
              isReady={i < ready}
            />
          ))}
      </div>
    </section>
  );
});
