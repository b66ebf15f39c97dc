import { type Json } from './json';

/**
 * How deeply a record may be nested: what folds and shows it is recursive. The same
 * bound is in `runside/fold/faults.py`.
 */
const MOST_DEPTH = 100;

/**
 * Whether a record is nested too deeply.
 *
 * @param text - its JSON, which nearly always says so at once
 */
export function isTooDeep(record: Json, text: string): boolean {
  return hasManyBrackets(text) && depthExceeds(record, MOST_DEPTH);
}

function hasManyBrackets(text: string): boolean {
  // Each level has a bracket at either end.
  if (text.length <= 2 * MOST_DEPTH) {
    return false;
  }
  let count = 0;
  for (const bracket of ['{', '[']) {
    let at = text.indexOf(bracket);
    while (at >= 0 && count <= MOST_DEPTH) {
      count += 1;
      at = text.indexOf(bracket, at + 1);
    }
  }
  return count > MOST_DEPTH;
}

/** Level by level, since a recursion would be what it guards against. */
function depthExceeds(value: Json, most: number): boolean {
  let level: Json[] = [value];
  for (let depth = 0; depth < most; depth++) {
    level = level
      .flatMap(item => Object.values(item as object) as Json[])
      .filter(item => typeof item === 'object' && item !== null);
    if (level.length === 0) {
      return false;
    }
  }
  return true;
}
