import type { IKeyInfo } from '../model';

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
