import { type Retained } from './retained';
import { type RunData } from './runData';

/** A base that is needed for one path. */
export interface INeed {
  path: string;
  /** How wide it will be drawn. */
  pixelColumns: number;
  /** The numbers are needed. */
  numbers: boolean;
  /** What is no number is needed. */
  values: boolean;
}

/** Widths to ask for, so that a panel that grows a little asks for nothing. */
const LEAST_COLUMNS = 512;

/**
 * A tail of more points than this is replaced by a base, which is a few
 * thousand, so that a page does not grow with the run that it shows.
 */
const LONGEST_TAIL = 100_000;

/**
 * The bases that are needed for what views show, and to replace long tails.
 */
export function needsOf(data: RunData, retained: Retained): INeed[] {
  const needs = new Map<string, INeed>();
  for (const [path, shown] of retained) {
    const pixelColumns = fetched(shown);
    const { baseColumns } = data.store.at(path);
    const isCoarse = baseColumns !== null && baseColumns < pixelColumns;
    const need = {
      path,
      pixelColumns,
      numbers: !data.hasNumbers(path) || isCoarse,
      values: !data.hasValues(path)
    };
    if (need.numbers || need.values) {
      needs.set(path, need);
    }
  }
  for (const path of data.store.paths) {
    if (data.store.at(path).tailLength > LONGEST_TAIL && !needs.has(path)) {
      const pixelColumns = fetched(retained.pixelColumns(path));
      needs.set(path, { path, pixelColumns, numbers: true, values: false });
    }
  }
  return Array.from(needs.values());
}

/** How many pixel columns are asked for where so many are drawn. */
export function fetched(pixelColumns: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(pixelColumns, LEAST_COLUMNS)));
}
