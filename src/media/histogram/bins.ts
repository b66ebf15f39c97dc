import { type Json, type JsonObject, isObject } from '../../protocol';

/** What a descriptor `histogram` says. */
export interface IBins {
  readonly counts: readonly number[];
  /** Between the bins and at both ends: one more than there are bins. */
  readonly edges: readonly number[];
  /** Values that lie in no bin. */
  readonly nan: number;
  readonly infinite: number;
}

/**
 * The histograms of a value: one, or those of a batch. Those that are not whole are
 * left out; null where the value is none.
 */
export function readBins(value: Json | undefined): IBins[] | null {
  if (value === undefined || !isObject(value)) {
    return null;
  }
  switch (value._type) {
    case 'histogram':
      return whole([value]);
    case 'histograms':
      return whole(Array.isArray(value.items) ? value.items : []);
    default:
      return null;
  }
}

function whole(items: readonly Json[]): IBins[] {
  return items
    .map(item => (isObject(item) ? readOne(item) : null))
    .filter(bins => bins !== null);
}

function readOne(item: JsonObject): IBins | null {
  const counts = numbers(item.values);
  const edges = numbers(item.bins);
  return counts.length > 0 &&
    edges.length === counts.length + 1 &&
    edges.every((edge, i) => i === 0 || edges[i - 1] < edge)
    ? {
        counts,
        edges,
        nan: count(item.nan),
        infinite: count(item.posinf) + count(item.neginf)
      }
    : null;
}

/** Empty where one of them is no finite number. */
function numbers(value: Json | undefined): number[] {
  const list = Array.isArray(value) ? value : [];
  return list.every(item => Number.isFinite(item)) ? (list as number[]) : [];
}

function count(value: Json | undefined): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}
