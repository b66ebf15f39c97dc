import { type Json, type JsonObject, isObject, setOwn } from './json';
import { isMedium } from './values';

/**
 * Paths: how a leaf of nested objects is named. The keys joined by `.`, a dot
 * inside a key written `\.`, a backslash `\\`.
 */

/**
 * One key as a part of a path.
 */
export function escapeKey(key: string): string {
  return key.replace(/[\\.]/g, '\\$&');
}

/**
 * The path of the leaf that is reached by these keys.
 */
export function joinPath(keys: readonly string[]): string {
  return keys.map(escapeKey).join('.');
}

/**
 * The keys that a path goes through, outermost first.
 */
export function splitPath(path: string): string[] {
  if (!path.includes('\\')) {
    return path.split('.');
  }
  const keys: string[] = [];
  let key = '';
  for (let i = 0; i < path.length; i++) {
    const character = path[i];
    if (character === '\\') {
      i += 1;
      key += path[i] ?? '\\';
    } else if (character === '.') {
      keys.push(key);
      key = '';
    } else {
      key += character;
    }
  }
  keys.push(key);
  return keys;
}

/**
 * The paths of the objects that hold this leaf, innermost first.
 */
export function ancestors(path: string): string[] {
  const found: string[] = [];
  for (let end = path.lastIndexOf('.'); end >= 0;) {
    let backslashes = 0;
    while (path[end - 1 - backslashes] === '\\') {
      backslashes += 1;
    }
    if (backslashes % 2 === 0) {
      found.push(path.slice(0, end));
    }
    end = end > 0 ? path.lastIndexOf('.', end - 1) : -1;
  }
  return found;
}

/**
 * Whether a value is kept whole under its path: anything but an object, and the
 * descriptors of media.
 */
export function isLeaf(value: Json): boolean {
  return !isObject(value) || isMedium(value);
}

/**
 * Each leaf of a tree with its path, in the order of the keys. An empty object
 * has no leaves.
 */
export function leaves(tree: JsonObject): [path: string, value: Json][] {
  const found: [string, Json][] = [];
  collect(tree, '', found);
  return found;
}

function collect(
  tree: JsonObject,
  prefix: string,
  found: [string, Json][]
): void {
  for (const key of Object.keys(tree)) {
    const value = tree[key];
    const path = prefix + escapeKey(key);
    if (isObject(value) && !isMedium(value)) {
      collect(value, `${path}.`, found);
    } else {
      found.push([path, value]);
    }
  }
}

/**
 * The tree of these leaves: the inverse of `leaves`, where no path is a
 * relative of another.
 */
export function nest(flat: Iterable<readonly [string, Json]>): JsonObject {
  const tree: JsonObject = {};
  for (const [path, value] of flat) {
    const keys = splitPath(path);
    const last = keys.pop() as string;
    let node = tree;
    for (const key of keys) {
      let next = Object.hasOwn(node, key) ? node[key] : undefined;
      if (!isObject(next)) {
        next = {};
        setOwn(node, key, next);
      }
      node = next;
    }
    setOwn(node, last, value);
  }
  return tree;
}
