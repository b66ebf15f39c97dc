import { type JsonObject } from '../protocol';
import { failureOf } from './failure';
import { type RunData } from './runData';
import { type SavedPicture } from './savedPicture';
import { Series } from './series';
import {
  type IFailure,
  type IKeyInfo,
  type IMetricRule,
  type ISeries,
  type IValuePoint
} from './types';

/**
 * What views see of a run's data: the data, and what a notebook has kept of it in the
 * place of each part that is not here yet.
 */
export class ShownData {
  constructor(private readonly _data: RunData) {}

  /** What a notebook has kept. */
  picture: SavedPicture | null = null;

  get config(): JsonObject {
    return this._stands?.config ?? this._data.fold.config();
  }

  get summary(): JsonObject {
    return this._stands?.summary ?? this._data.fold.summary();
  }

  get failure(): IFailure | null {
    return this._stands ? this._stands.failure : failureOf(this._data.fold);
  }

  get points(): number {
    return this._stands?.points ?? this._data.points;
  }

  /** In the order in which they came up; those of a saved picture first. */
  keys(): readonly IKeyInfo[] {
    const { all } = this._data.keys;
    return this.picture === null ? all : joinKeys(this.picture.keys, all);
  }

  metric(path: string): IMetricRule {
    return this._stands?.metric(path) ?? this._data.fold.rules.of(path);
  }

  series(path: string): ISeries | null {
    const saved = this.picture?.series(path) ?? null;
    const { keys, store } = this._data;
    const isWhole = this._data.hasNumbers(path);
    return keys.has(path, 'number') && (isWhole || saved === null)
      ? new Series(path, store.get(path), isWhole)
      : saved;
  }

  values(path: string): readonly IValuePoint[] {
    const saved = this.picture?.values(path) ?? [];
    const { store } = this._data;
    return store.has(path) && (this._data.hasValues(path) || saved.length === 0)
      ? store.get(path).values()
      : saved;
  }

  /** What was saved, where the run's registers are not here yet. */
  private get _stands(): SavedPicture | null {
    const { coverage, fold } = this._data;
    return coverage.isStarted && fold.writers.size > 0 ? null : this.picture;
  }
}

/** One list of both, without the keys that both have. */
function joinKeys(
  first: readonly IKeyInfo[],
  second: readonly IKeyInfo[]
): readonly IKeyInfo[] {
  const present = new Set(first.map(({ kind, path }) => `${kind} ${path}`));
  return [
    ...first,
    ...second.filter(({ kind, path }) => !present.has(`${kind} ${path}`))
  ];
}
