import { isObject, type Json, type JsonObject } from '../protocol';

/**
 * How somebody has arranged the board of a panel, as a value: what is kept of it,
 * and how it is read back.
 */

/** Counted up when a field gets another meaning; a new field does not need it. */
export const VERSION = 1;

export const MOST_COLUMNS = 6;

/** Which `/` of a key ends the name of its section. */
export type SectionsBy = 'first' | 'last';

export interface ILayout {
  /** 1 to 6; null for as many as have room. */
  readonly columns: number | null;
  readonly sectionsBy: SectionsBy;
  /** The paths of the cards on top, in the order in which they were pinned. */
  readonly pinned: readonly string[];
  /** The paths of the cards that are put away. */
  readonly hidden: readonly string[];
  /** The names of the sections that are folded. */
  readonly folded: readonly string[];
  /** The names of sections in their order; those that are not named stand below. */
  readonly sections: readonly string[];
  /** What was kept beside these, by another version: it is kept on. */
  readonly others: JsonObject;
}

/** As it is before anybody has changed it. */
export const STANDARD: ILayout = {
  columns: null,
  sectionsBy: 'last',
  pinned: [],
  hidden: [],
  folded: [],
  sections: [],
  others: {}
};

/** What was kept, as far as it can be understood. */
export interface IReadLayout {
  readonly layout: ILayout;
  /**
   * It was kept by a version that this one does not know: what it means is not for
   * us to say, and it must not be written over.
   */
  readonly isNewer: boolean;
  /** What was refused, each in a sentence. */
  readonly problems: readonly string[];
}

/**
 * Read a layout. Never throws: a field that makes no sense is refused, and is as in
 * the standard layout.
 *
 * @param kept - as `writeLayout` gives it, or whatever has become of that;
 * undefined where nothing was kept
 */
export function readLayout(kept: Json | undefined): IReadLayout {
  const refused = (...problems: string[]) => ({
    layout: STANDARD,
    isNewer: false,
    problems
  });
  if (kept === undefined) {
    return refused();
  }
  if (!isObject(kept)) {
    return refused(`the layout is ${said(kept)}, not an object`);
  }
  const { version = VERSION, columns, sections_by: by, ...rest } = kept;
  if (typeof version === 'number' && version > VERSION) {
    return { ...refused(), isNewer: true };
  }
  const problems: string[] = [];
  const refuse = (field: string, value: Json, wanted: string) =>
    problems.push(`${field} is ${said(value)}, not ${wanted}`);
  if (version !== VERSION) {
    refuse('version', version, String(VERSION));
  }
  if (columns !== undefined && !isColumns(columns)) {
    refuse('columns', columns, `null or a number from 1 to ${MOST_COLUMNS}`);
  }
  if (by !== undefined && !isSectionsBy(by)) {
    refuse('sections_by', by, '"first" or "last"');
  }
  const { pinned, hidden, folded, sections, ...others } = rest;
  const names = (field: string, value: Json | undefined): string[] => {
    if (value === undefined) {
      return [];
    }
    if (!Array.isArray(value)) {
      refuse(field, value, 'a list of texts');
      return [];
    }
    const texts = value.filter(one => typeof one === 'string');
    if (texts.length < value.length) {
      const odd = value.find(one => typeof one !== 'string')!;
      refuse(`an item of ${field}`, odd, 'a text');
    }
    return [...new Set(texts)];
  };
  return {
    layout: {
      columns: isColumns(columns) ? columns : STANDARD.columns,
      sectionsBy: isSectionsBy(by) ? by : STANDARD.sectionsBy,
      pinned: names('pinned', pinned),
      hidden: names('hidden', hidden),
      folded: names('folded', folded),
      sections: names('sections', sections),
      others
    },
    isNewer: false,
    problems
  };
}

/** A layout as it is kept: plain JSON, which `readLayout` reads. */
export function writeLayout(layout: ILayout): JsonObject {
  const { columns, sectionsBy, pinned, hidden, folded, sections, others } =
    layout;
  return {
    ...others,
    version: VERSION,
    columns,
    sections_by: sectionsBy,
    pinned: [...pinned],
    hidden: [...hidden],
    folded: [...folded],
    sections: [...sections]
  };
}

export function areSame(one: ILayout, other: ILayout): boolean {
  return (
    JSON.stringify(writeLayout(one)) === JSON.stringify(writeLayout(other))
  );
}

function isColumns(value: Json | undefined): value is number | null {
  return (
    value === null ||
    (typeof value === 'number' &&
      Number.isInteger(value) &&
      value >= 1 &&
      value <= MOST_COLUMNS)
  );
}

function isSectionsBy(value: Json | undefined): value is SectionsBy {
  return value === 'first' || value === 'last';
}

/** A value in a message: what is long is cut. */
function said(value: Json): string {
  const text =
    typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
