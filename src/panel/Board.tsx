import * as React from 'react';

import type { IKeyInfo } from '../model';
import { arrange, search } from './arrangement';
import { usePanel } from './context';
import { readSearch } from './keySearch';
import { SectionList } from './SectionList';
import { Tools } from './Tools';
import { useBoardActions } from './useBoardActions';
import type { ILayoutInView } from './useLayout';
import { useUndoKeys } from './useUndoKeys';

/**
 * The cards of a run, arranged as its layout says, and the tools over them.
 */
export const Board = React.memo(function Board(props: {
  keys: readonly IKeyInfo[];
  layout: ILayoutInView;
  /** What is looked for, as it was typed. */
  query: string;
  onQuery: (query: string) => void;
}): JSX.Element {
  const { keys, layout: state, query, onQuery } = props;
  const { trans } = usePanel().host;
  const { layout, editor } = state;
  const board = React.useRef<HTMLDivElement>(null);
  const actions = useBoardActions(editor, board);
  useUndoKeys(board, actions.board);

  const { matches: wanted, problem } = React.useMemo(
    () => readSearch(query, trans),
    [query, trans]
  );
  // The field is never held up by thousands of cards that come or go.
  const matches = React.useDeferredValue(wanted);
  const { sections, hidden } = React.useMemo(
    () => arrange(keys, layout),
    [keys, layout]
  );
  const found = React.useMemo(
    () => search(sections, matches),
    [sections, matches]
  );
  return (
    <div ref={board} className="jp-Runside-board" tabIndex={-1}>
      <Tools
        query={query}
        problem={problem}
        matches={
          matches &&
          found.reduce((sum, section) => sum + section.keys.length, 0)
        }
        onQuery={onQuery}
        state={state}
        hidden={hidden}
        actions={actions.board}
      />
      <div
        className="jp-Runside-sections"
        data-columns={layout.columns ?? 'auto'}
        style={
          {
            '--runside-columns': layout.columns ?? undefined
          } as React.CSSProperties
        }
      >
        <SectionList
          sections={found}
          folded={layout.folded}
          isFiltered={matches !== null}
          actions={actions}
        />
        {found.length === 0 && (
          <p className="jp-Runside-none">
            {matches
              ? trans.__('No card matches “%1”.', query.trim())
              : trans.__('All cards are hidden.')}
          </p>
        )}
      </div>
    </div>
  );
});
