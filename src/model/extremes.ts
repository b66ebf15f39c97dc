import { type IPointColumns } from './decimate';
import { Pyramid } from './pyramid';

export interface IExtremes {
  /** Null where there is no finite number. */
  least: { step: number; value: number } | null;
  greatest: { step: number; value: number } | null;
}

/**
 * The least and the greatest finite number of columns, the first of them where
 * several are equal.
 */
export function extremesOf({
  step,
  value,
  length,
  pyramid = new Pyramid()
}: IPointColumns): IExtremes {
  const { least, greatest } = pyramid.extremes(value, 0, length);
  const point = (place: number) =>
    place < 0 ? null : { step: step[place], value: value[place] };
  return { least: point(least), greatest: point(greatest) };
}
