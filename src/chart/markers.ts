import type { IPoints, Range } from './points';

const LIVE_DOT = 8;
const LONE_DOT = 5.5;

export interface IMarkers {
  readonly x: number[];
  readonly value: number[];
  /** In pixels. */
  readonly size: number[];
}

/**
 * The points that a line does not show: those with a gap on either side, and while
 * the run is live its last one, as a dot.
 *
 * @param shown - what the horizontal axis shows: a dot is not cut at its ends
 */
export function markersOf(
  { x, value }: IPoints,
  last: { readonly x: number; readonly value: number } | null,
  shown: Range
): IMarkers {
  const marks: IMarkers = { x: [], value: [], size: [] };
  const add = (place: number, at: number, size: number) => {
    if (Number.isFinite(at) && place >= shown[0] && place <= shown[1]) {
      marks.x.push(place);
      marks.value.push(at);
      marks.size.push(size);
    }
  };
  const finite = (i: number) => Number.isFinite(value[i]);
  for (let i = 0; i < value.length; i++) {
    const before = i > 0 && finite(i - 1);
    const after = i + 1 < value.length && finite(i + 1);
    if (!before && !after) {
      add(x[i], value[i], LONE_DOT);
    }
  }
  if (last) {
    add(last.x, last.value, LIVE_DOT);
  }
  return marks;
}
