import type { IKeyInfo } from '../model';
import type { ITranslation } from './host';

export interface ISection {
  readonly name: string;
  readonly keys: readonly IKeyInfo[];
}

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

/** What stands above a section: its prefix, or what keys without one are called. */
export function sectionTitle(name: string, trans: ITranslation): string {
  switch (name) {
    case 'Charts':
      return trans.__('Charts');
    case 'Media':
      return trans.__('Media');
    default:
      return name;
  }
}
