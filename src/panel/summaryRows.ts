import {
  type Json,
  type JsonObject,
  isLeaf,
  isObject,
  joinPath
} from '../protocol';

/** What a summary may tell of one metric. */
const OPERATIONS: ReadonlySet<string> = new Set([
  'min',
  'max',
  'mean',
  'first',
  'last',
  'best'
]);

/**
 * A summary by paths. What was told of one metric (its least, its mean, …) stays
 * together in one row.
 */
export function summaryRows(
  tree: JsonObject,
  above: readonly string[] = []
): [path: string, value: Json][] {
  return Object.entries(tree).flatMap(([key, value]): [string, Json][] => {
    const keys = [...above, key];
    const isTree = isObject(value) && !isLeaf(value) && !isOperations(value);
    return isTree ? summaryRows(value, keys) : [[joinPath(keys), value]];
  });
}

/** Whether a value is what operations give: `{min: 0.1, mean: 0.5}`. */
export function isOperations(value: Json): value is JsonObject {
  if (!isObject(value)) {
    return false;
  }
  const entries = Object.entries(value);
  return (
    entries.length > 0 &&
    entries.every(([name, item]) => OPERATIONS.has(name) && isLeaf(item))
  );
}
