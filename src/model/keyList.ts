import { type Json, isMedium, splitPath } from '../protocol';
import { type IKeyInfo, type KeyKind } from './types';

const SECTIONS: Record<KeyKind, string> = {
  number: 'Charts',
  text: 'Charts',
  bool: 'Charts',
  other: 'Charts',
  histogram: 'Charts',
  image: 'Media'
};

/**
 * What kind of card a value is shown on; null for null, which has none.
 */
export function kindOf(value: Json): KeyKind | null {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return 'number';
    case 'string':
      return 'text';
    case 'boolean':
      return 'bool';
  }
  if (value === null) {
    return null;
  }
  return (isMedium(value) && MEDIA.get(value._type)) || 'other';
}

const MEDIA: ReadonlyMap<string, KeyKind> = new Map([
  ['image-file', 'image'],
  ['images/separated', 'image'],
  ['histogram', 'histogram'],
  ['histograms', 'histogram']
]);

/**
 * The section and the name of a card. What stands before the last `/` is the
 * section; the rest is the name.
 */
export function placeOf(path: string, kind: KeyKind): IKeyInfo {
  const label = splitPath(path).join('.');
  const slash = label.lastIndexOf('/');
  if (slash <= 0) {
    return { path, name: label, section: SECTIONS[kind], kind };
  }
  const name = label.slice(slash + 1) || label;
  return { path, name, section: label.slice(0, slash), kind };
}

/**
 * The keys of a run in the order in which they came up. Values of different
 * kinds under one path make separate keys.
 */
export class KeyList {
  get all(): readonly IKeyInfo[] {
    return this._all;
  }

  has(path: string, kind: KeyKind): boolean {
    return this._kinds.get(path)?.includes(kind) ?? false;
  }

  /** @returns whether the key is new */
  add(path: string, kind: KeyKind): boolean {
    const kinds = this._kinds.get(path);
    if (kinds?.includes(kind)) {
      return false;
    }
    if (kinds === undefined) {
      this._kinds.set(path, [kind]);
    } else {
      kinds.push(kind);
    }
    this._all = [...this._all, placeOf(path, kind)];
    return true;
  }

  private _all: readonly IKeyInfo[] = [];
  private readonly _kinds = new Map<string, KeyKind[]>();
}
