import type { IKeyInfo } from '../model';
import { splitPath } from '../protocol';
import type { ITranslation } from './host';
import type { SectionsBy } from './layout';

export interface ISection {
  readonly name: string;
  readonly keys: readonly IKeyInfo[];
}

/**
 * The name of the section on top, in which the pinned cards are. No prefix of a key
 * is empty.
 */
export const PINNED = '';

/**
 * Keys by their sections. Both stand in the order in which they were first seen:
 * what comes later is added below, and moves nothing that is there.
 */
export function intoSections(keys: readonly IKeyInfo[]): ISection[] {
  const sections = new Map<string, IKeyInfo[]>();
  for (const key of keys) {
    const section = sections.get(key.section);
    if (section) {
      section.push(key);
    } else {
      sections.set(key.section, [key]);
    }
  }
  return Array.from(sections, ([name, members]) => ({ name, keys: members }));
}

/** A key as people read it: the whole path, without its escapes. */
export function keyLabel({ path }: Pick<IKeyInfo, 'path'>): string {
  return splitPath(path).join('.');
}

/** A key in the section that the first or the last `/` of it gives. */
export function placedBy(key: IKeyInfo, by: SectionsBy): IKeyInfo {
  if (by === 'last') {
    return key;
  }
  const label = keyLabel(key);
  // What begins with a slash has its prefix after that.
  const slash = label.indexOf('/', 1);
  return slash < 0
    ? key
    : {
        ...key,
        section: label.slice(0, slash),
        name: label.slice(slash + 1) || label
      };
}

/** What stands above a section: its prefix, or what keys without one are called. */
export function sectionTitle(name: string, trans: ITranslation): string {
  switch (name) {
    case PINNED:
      return trans.__('Pinned');
    case 'Charts':
      return trans.__('Charts');
    case 'Media':
      return trans.__('Media');
    default:
      return name;
  }
}
