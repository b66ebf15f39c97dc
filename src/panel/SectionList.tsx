import * as React from 'react';

import type { IFoundSection } from './arrangement';
import { CardActionsContext } from './cardActionsContext';
import { Section } from './Section';
import { PINNED } from './sections';
import type { IActions } from './useBoardActions';

/** So many cards are there at once: more than are seen at first anywhere. */
const READY = 48;

/** All sections of a board, as far as something in them matches. */
export const SectionList = React.memo(function SectionList(props: {
  sections: readonly IFoundSection[];
  folded: readonly string[];
  /** Whether only what matches is here: then none can be moved. */
  isFiltered: boolean;
  actions: IActions;
}): JSX.Element {
  const { sections, folded, isFiltered, actions } = props;
  const isFolded = new Set(folded);
  const movable = React.useMemo(
    () => sections.map(({ name }) => name).filter(name => name !== PINNED),
    [sections]
  );
  const onMove = React.useCallback(
    (name: string, by: -1 | 1) => actions.move(name, by, movable),
    [actions, movable]
  );
  let above = 0;
  const ready = sections.map(({ keys }) => {
    const left = Math.max(0, READY - above);
    above += keys.length;
    return left;
  });
  return (
    <>
      {sections.map(({ name, keys, of }, i) => (
        <CardActionsContext.Provider
          key={name}
          value={name === PINNED ? actions.pinned : actions.others}
        >
          <Section
            name={name}
            keys={keys}
            of={of}
            ready={ready[i]}
            isFolded={isFolded.has(name)}
            onFold={actions.fold}
            onMove={
              isFiltered || name === PINNED || movable.length < 2
                ? null
                : onMove
            }
          />
        </CardActionsContext.Provider>
      ))}
    </>
  );
});
