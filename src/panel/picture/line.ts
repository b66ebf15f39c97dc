import type { IAxis } from '../../chart/ticks';
import { decimate } from '../../model';
import type { ISavedSeries } from '../../protocol';

/** Where the data of a chart lies, in pixels from the upper left corner. */
export interface IBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface ILine {
  /** The data of an SVG path. */
  readonly path: string;
  /** Points that are joined to no other: a line would not show them. */
  readonly dots: readonly (readonly [x: number, y: number])[];
}

/** In tenths of a pixel. */
type Point = readonly [x: number, y: number];

/** Pixels for which a line keeps its first, least, greatest and last point. */
const COLUMN = 2;

/** The line of a series; a value that is not finite breaks it. */
export function drawLine(
  series: ISavedSeries,
  x: IAxis,
  y: IAxis,
  box: IBox
): ILine {
  const { step, value } = decimate(
    {
      step: Float64Array.from(series.step),
      time: Float64Array.from(series.time),
      value: Float64Array.from(series.value),
      length: series.step.length
    },
    box.width / COLUMN
  );
  const stretches: Point[][] = [[]];
  step.forEach((at, i) => {
    if (Number.isFinite(value[i])) {
      stretches[stretches.length - 1].push([
        Math.round(10 * (box.left + place(x, at) * box.width)),
        Math.round(10 * (box.top + (1 - place(y, value[i])) * box.height))
      ]);
    } else {
      stretches.push([]);
    }
  });
  return {
    path: stretches
      .filter(stretch => stretch.length > 1)
      .map(pathOf)
      .join(''),
    dots: stretches
      .filter(stretch => stretch.length === 1)
      .map(([[dotX, dotY]]) => [dotX / 10, dotY / 10])
  };
}

/** Where a value lies on an axis: 0 at its low end, 1 at its high one. */
export function place({ range: [low, high] }: IAxis, value: number): number {
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}

/** Points as a path with short relative moves. */
function pathOf([first, ...rest]: Point[]): string {
  let [atX, atY] = first;
  let moves = '';
  for (const [x, y] of rest) {
    moves += `${tenths(x - atX)} ${tenths(y - atY)} `;
    [atX, atY] = [x, y];
  }
  const path = `M${tenths(first[0])} ${tenths(first[1])}l${moves.trimEnd()}`;
  return path.replaceAll(' -', '-');
}

/** `12.3`, `-.5`, `7`. */
function tenths(n: number): string {
  return String(n / 10).replace(/^(-?)0\./, '$1.');
}
