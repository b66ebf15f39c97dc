import type { IKeyInfo, RunModel } from '../model';
import { filterKeys } from './keyFilter';

/**
 * The keys that have cards: all but those that were defined as hidden, which are shown
 * only where they are asked for by their own paths.
 *
 * @param metric - what was defined of a path
 * @param wanted - as of `filterKeys`
 */
export function cardKeys(
  keys: readonly IKeyInfo[],
  metric: RunModel['metric'],
  wanted: readonly string[] | null = null
): readonly IKeyInfo[] {
  return filterKeys(keys, wanted).filter(
    ({ path }) => !metric(path).hidden || wanted?.includes(path)
  );
}
