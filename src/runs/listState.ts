/**
 * What a list keeps over a reload of the page, as plain JSON.
 */
export interface IRunListState {
  /** The metric that was chosen; null for whatever is best. */
  readonly metric: string | null;
  /** What was opened (true) and folded (false) by hand, by row; the latest last. */
  readonly folds: Readonly<Record<string, boolean>>;
  readonly search: string;
  readonly showHidden: boolean;
}

export const FIRST_STATE: IRunListState = {
  metric: null,
  folds: {},
  search: '',
  showHidden: true
};

/** Notebooks and scripts come and go, and their folds would stay for ever. */
const MOST_FOLDS = 200;

/** What somebody kept, as far as it can be understood. */
export function readState(kept: unknown): IRunListState {
  const { metric, folds, search, showHidden } = asObject(kept);
  return {
    metric: typeof metric === 'string' ? metric : FIRST_STATE.metric,
    folds: Object.fromEntries(
      Object.entries(asObject(folds)).filter(
        (entry): entry is [string, boolean] => typeof entry[1] === 'boolean'
      )
    ),
    search: typeof search === 'string' ? search : FIRST_STATE.search,
    showHidden:
      typeof showHidden === 'boolean' ? showHidden : FIRST_STATE.showHidden
  };
}

export function withFold(
  folds: IRunListState['folds'],
  id: string,
  isOpen: boolean
): IRunListState['folds'] {
  const others = Object.entries(folds).filter(([other]) => other !== id);
  return Object.fromEntries([
    ...others.slice(1 - MOST_FOLDS),
    [id, isOpen] as const
  ]);
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : {};
}
