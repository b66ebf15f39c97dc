import * as React from 'react';

import type { IBoardActions } from './boardActions';
import type { ICardActions } from './cardActionsContext';
import * as changes from './layoutChanges';
import type { LayoutEditor } from './layoutEditor';
import { useKeptFocus } from './useKeptFocus';

/** All that can be done to a board and its parts. None of these objects changes. */
export interface IActions {
  readonly board: IBoardActions;
  /** For the cards that are pinned, and for all others. */
  readonly pinned: ICardActions;
  readonly others: ICardActions;
  fold(section: string, isFolded: boolean): void;
  move(section: string, by: -1 | 1, shown: readonly string[]): void;
}

/**
 * What can be done to the board in an element. The focus stays in the board, also
 * where what was clicked is gone by that.
 */
export function useBoardActions(
  editor: LayoutEditor,
  board: React.RefObject<HTMLElement>
): IActions {
  const keepFocus = useKeptFocus(board);
  return React.useMemo(() => {
    const pin = (path: string, isPinned: boolean) => {
      keepFocus(node => buttonOf(cardsOf(node).find(isOf(path)), 'first'));
      editor.change(layout => changes.pin(layout, path, isPinned));
    };
    const hide = (path: string) => {
      const next = board.current && cardBeside(board.current, path);
      keepFocus(node =>
        next === null ? null : buttonOf(cardsOf(node).find(isOf(next)), 'last')
      );
      editor.change(layout => changes.hide(layout, path, true));
    };
    return {
      board: {
        setColumns: columns =>
          editor.change(layout => ({ ...layout, columns })),
        setSectionsBy: sectionsBy =>
          editor.change(layout => ({ ...layout, sectionsBy })),
        show: paths => {
          keepFocus();
          editor.change(layout => changes.show(layout, paths));
        },
        undo: () => {
          keepFocus();
          editor.undo();
        },
        redo: () => {
          keepFocus();
          editor.redo();
        }
      },
      pinned: { isPinned: true, pin, hide },
      others: { isPinned: false, pin, hide },
      fold: (section, isFolded) =>
        editor.change(layout => changes.fold(layout, section, isFolded)),
      move: (section, by, shown) => {
        keepFocus();
        editor.change(layout =>
          changes.moveSection(layout, section, by, shown)
        );
      }
    };
  }, [editor, board, keepFocus]);
}

function cardsOf(board: Element): HTMLElement[] {
  return [...board.querySelectorAll<HTMLElement>('.jp-Runside-card')];
}

function isOf(path: string): (card: HTMLElement) => boolean {
  return card => card.dataset.key === path;
}

/** The path of the card after one, or before it; null where it is the only one. */
function cardBeside(board: Element, path: string): string | null {
  const paths = cardsOf(board).map(({ dataset }) => dataset.key!);
  const at = paths.indexOf(path);
  const after = paths.slice(at).find(other => other !== path);
  return after ?? paths.slice(0, at).pop() ?? null;
}

function buttonOf(
  card: HTMLElement | undefined,
  which: 'first' | 'last'
): HTMLElement | null {
  return (
    card?.querySelector<HTMLElement>(
      `.jp-Runside-cardActions > button:${which}-child`
    ) ?? null
  );
}
