import * as React from 'react';

import type { IKeyInfo } from '../model';
import { Section } from './Section';
import { intoSections } from './sections';

/**
 * The sections of a run with their cards.
 */
export const Board = React.memo(function Board(props: {
  keys: readonly IKeyInfo[];
}): JSX.Element {
  const [folded, setFolded] = React.useState<ReadonlySet<string>>(new Set());
  const onFold = React.useCallback((name: string) => {
    setFolded(before => {
      const after = new Set(before);
      if (!after.delete(name)) {
        after.add(name);
      }
      return after;
    });
  }, []);
  return (
    <div className="jp-Runside-board">
      {intoSections(props.keys).map(section => (
        <Section
          key={section.name}
          name={section.name}
          keys={section.keys}
          folded={folded.has(section.name)}
          onFold={onFold}
        />
      ))}
    </div>
  );
});
