import {
  type Json,
  type JsonObject,
  encodeValue,
  isMedium,
  isObject,
  setOwn
} from '../protocol';

/** Longer texts, and lists with more items, are cut. */
const LONGEST_TEXT = 500;
const MOST_ITEMS = 40;

/** Trees that are deeper are cut there. */
const DEEPEST = 12;

const CUT = '…';

export interface ITrimmed {
  tree: JsonObject;
  /** How many entries found no room. */
  leftOut: number;
}

/**
 * As many entries of a tree, from the first on, as have room in so many bytes of
 * JSON; none of them huge.
 *
 * @param trim - cuts what is long in one of them
 */
export function trimTree(
  tree: JsonObject,
  budget: number,
  trim: (value: Json) => Json = trimValue
): ITrimmed {
  const trimmed: JsonObject = {};
  const leftOut = copy(tree, trimmed, { left: budget, trim }, 1);
  return { tree: trimmed, leftOut };
}

/**
 * A value with all that is long cut, and `…` in its place.
 */
export function trimValue(value: Json, depth = 0): Json {
  if (typeof value === 'string') {
    return trimText(value);
  }
  if (typeof value === 'bigint') {
    return value.toString().length > LONGEST_TEXT ? CUT : value;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (depth > DEEPEST) {
    return CUT;
  }
  if (Array.isArray(value)) {
    const items = value
      .slice(0, MOST_ITEMS)
      .map(item => trimValue(item, depth + 1));
    return value.length > MOST_ITEMS ? [...items, CUT] : items;
  }
  const members: JsonObject = {};
  for (const [key, member] of Object.entries(value).slice(0, MOST_ITEMS)) {
    setOwn(members, trimText(key), trimValue(member, depth + 1));
  }
  return members;
}

export function trimText(text: string): string {
  return text.length > LONGEST_TEXT
    ? `${text.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, '')}${CUT}`
    : text;
}

/** @returns how many entries found no room */
function copy(
  from: JsonObject,
  to: JsonObject,
  room: { left: number; readonly trim: (value: Json) => Json },
  depth: number
): number {
  let leftOut = 0;
  for (const [key, value] of Object.entries(from)) {
    const isTree =
      isObject(value) && !isMedium(value) && Object.keys(value).length > 0;
    if (isTree && depth < DEEPEST) {
      const below: JsonObject = {};
      room.left -= bytesInNotebook({ [key]: {} }, depth);
      leftOut += copy(value, below, room, depth + 1);
      if (Object.keys(below).length > 0) {
        setOwn(to, key, below);
      }
      continue;
    }
    const trimmed = room.trim(value);
    const needed = bytesInNotebook({ [key]: encodeValue(trimmed) }, depth);
    if (needed <= room.left) {
      room.left -= needed;
      setOwn(to, key, trimmed);
    } else {
      leftOut += 1;
    }
  }
  return leftOut;
}

/** How deep what is saved of a run lies in a notebook's file. */
const DEPTH = 8;

/**
 * How many bytes of a notebook's file some JSON takes: there it is indented by one for
 * each level, with a line for each item.
 *
 * @param depth - how deep it lies in what is saved of a run
 */
export function bytesInNotebook(json: Json, depth = 0): number {
  const text = JSON.stringify(json, null, 1);
  const lines = text.split('\n').length;
  // And a comma and the end of the line.
  return (
    new TextEncoder().encode(text).length + lines * (DEPTH + depth + 1) + 2
  );
}
