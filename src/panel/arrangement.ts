import type { IKeyInfo } from '../model';
import type { ILayout } from './layout';
import {
  intoSections,
  type ISection,
  keyLabel,
  PINNED,
  placedBy
} from './sections';

/** The keys of a run as a layout has them. */
export interface IArrangement {
  /** In their order, the pinned ones on top; none is empty. */
  readonly sections: readonly ISection[];
  /** What is put away, in the order of the run. */
  readonly hidden: readonly IKeyInfo[];
}

/** Put keys where a layout has them. */
export function arrange(
  keys: readonly IKeyInfo[],
  layout: ILayout
): IArrangement {
  const isHidden = new Set(layout.hidden);
  const rank = new Map(layout.pinned.map((path, i) => [path, i]));
  const hidden: IKeyInfo[] = [];
  const pinned: IKeyInfo[] = [];
  const others: IKeyInfo[] = [];
  for (const key of keys) {
    if (isHidden.has(key.path)) {
      hidden.push(key);
    } else if (rank.has(key.path)) {
      // Beside cards of other sections its prefix has to be said.
      pinned.push({ ...key, section: PINNED, name: keyLabel(key) });
    } else {
      others.push(placedBy(key, layout.sectionsBy));
    }
  }
  pinned.sort((a, b) => rank.get(a.path)! - rank.get(b.path)!);
  return {
    sections: [
      ...intoSections(pinned),
      ...inOrder(intoSections(others), layout.sections)
    ],
    hidden
  };
}

/** Those that are named, in that order; then the others, in theirs. */
function inOrder(
  sections: readonly ISection[],
  names: readonly string[]
): ISection[] {
  const rank = new Map(names.map((name, i) => [name, i]));
  const rankOf = ({ name }: ISection) => rank.get(name) ?? names.length;
  return [...sections].sort((a, b) => rankOf(a) - rankOf(b));
}

/** A section of which some cards are looked for. */
export interface IFoundSection extends ISection {
  /** How many cards it has in all. */
  readonly of: number;
}

/**
 * The sections in which something matches, with the keys that do; all of them where
 * nothing is looked for.
 */
export function search(
  sections: readonly ISection[],
  matches: ((label: string) => boolean) | null
): IFoundSection[] {
  return sections
    .map(({ name, keys }) => ({
      name,
      keys: matches ? keys.filter(key => matches(keyLabel(key))) : keys,
      of: keys.length
    }))
    .filter(({ keys }) => keys.length > 0);
}
