import type { ILayout, SectionsBy } from './layout';

/** What can be done to a board as a whole. */
export interface IBoardActions {
  setColumns(columns: ILayout['columns']): void;
  setSectionsBy(by: SectionsBy): void;
  /** Bring cards back. */
  show(paths: readonly string[]): void;
  undo(): void;
  redo(): void;
}
