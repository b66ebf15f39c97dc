import { decimate } from '../decimate';
import { smooth } from '../smoother';
import type { ISmoothing } from '../smoothing';
import { ExponentialAverage, roundedRange } from '../smoothingExponential';
import { reachOf } from '../smoothingWindow';
import type { IPlainColumns } from '../../protocol/testing/encodeColumns';

// What the Jupyter server answers for a series: `protocol/README.md`, "The server".

type Plain = Pick<IPlainColumns, 'step' | 'time' | 'value'>;

/** A series as it was logged. */
export function decimatedBase(
  { key, of, ...points }: IPlainColumns,
  pixelColumns: number
): IPlainColumns {
  return { key, of, ...drawn(points, points.value, pixelColumns) };
}

/** The same, smoothed. */
export function smoothedBase(
  key: string,
  points: Plain,
  smoothing: ISmoothing,
  pixelColumns: number
): IPlainColumns {
  const step = Float64Array.from(points.step);
  const raw = Float64Array.from(points.value);
  const { length } = step;
  const isExponential = smoothing.kind.endsWith('ema');
  const reach = isExponential ? 0 : reachOf(smoothing);
  const from = Math.max(0, length - 2 * reach - 1);
  const range = length > 0 ? roundedRange(step[0], step[length - 1]) : 0;
  const average = new ExponentialAverage(smoothing, range);
  if (isExponential) {
    average.run({ step, value: raw }, 0, length - 1, new Float64Array(length));
  }
  return {
    key,
    of: length,
    ...drawn(points, smooth(step, raw, smoothing), pixelColumns),
    rest: {
      step: points.step.slice(from),
      time: points.time.slice(from),
      value: points.value.slice(from)
    },
    reach,
    counted: average.state.weight > 0 ? average.state : null
  };
}

function drawn(
  points: Plain,
  values: ArrayLike<number>,
  pixelColumns: number
): Plain {
  const columns = {
    step: Float64Array.from(points.step),
    time: Float64Array.from(points.time),
    value: Float64Array.from(values),
    length: values.length
  };
  const { step, time, value } = decimate(columns, pixelColumns);
  return {
    step: Array.from(step),
    time: Array.from(time),
    value: Array.from(value)
  };
}
