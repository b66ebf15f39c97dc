import * as React from 'react';

/** What can be done to a card where it stands. The object never changes there. */
export interface ICardActions {
  /** Whether the cards here are pinned. */
  readonly isPinned: boolean;
  pin(path: string, isPinned: boolean): void;
  hide(path: string): void;
}

/** Null where cards stay as they are. */
export const CardActionsContext = React.createContext<ICardActions | null>(
  null
);
