import type { ILayout } from './layout';

/**
 * What can be done to a layout. Each gives a new one.
 */

export function pin(layout: ILayout, path: string, isPinned: boolean): ILayout {
  return { ...layout, pinned: withOrWithout(layout.pinned, path, isPinned) };
}

export function hide(
  layout: ILayout,
  path: string,
  isHidden: boolean
): ILayout {
  return { ...layout, hidden: withOrWithout(layout.hidden, path, isHidden) };
}

/** Bring cards back. */
export function show(layout: ILayout, paths: readonly string[]): ILayout {
  const back = new Set(paths);
  return { ...layout, hidden: layout.hidden.filter(path => !back.has(path)) };
}

export function fold(
  layout: ILayout,
  section: string,
  isFolded: boolean
): ILayout {
  return { ...layout, folded: withOrWithout(layout.folded, section, isFolded) };
}

/**
 * Let a section change places with the one above or below it.
 *
 * @param shown - the names of the sections as they stand
 */
export function moveSection(
  layout: ILayout,
  section: string,
  by: -1 | 1,
  shown: readonly string[]
): ILayout {
  const from = shown.indexOf(section);
  const to = from + by;
  if (from < 0 || to < 0 || to >= shown.length) {
    return layout;
  }
  const sections = [...shown];
  [sections[from], sections[to]] = [sections[to], sections[from]];
  // Sections of other runs, which are not here, keep their places after these.
  const absent = layout.sections.filter(name => !shown.includes(name));
  return { ...layout, sections: [...sections, ...absent] };
}

function withOrWithout(
  names: readonly string[],
  name: string,
  isIn: boolean
): readonly string[] {
  const others = names.filter(other => other !== name);
  return isIn ? [...others, name] : others;
}
