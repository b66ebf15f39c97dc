import { columnsOver, viewOver } from './metricAxis';
import { decimate } from './decimate';
import { type ISeries } from './types';

/** A series with these values by step; in buckets where it stands for more. */
function series(
  points: Record<number, number>,
  { of, complete = true }: { of?: number; complete?: boolean } = {}
): ISeries {
  const step = Float64Array.from(Object.keys(points), Number);
  const columns = {
    step,
    time: step.map(at => 100 + at),
    value: Float64Array.from(Object.values(points)),
    length: step.length
  };
  return {
    path: 'loss',
    length: of ?? step.length,
    last: null,
    least: null,
    greatest: null,
    complete,
    view: pixelColumns => decimate(columns, pixelColumns, { of }),
    smoothed: () => null
  };
}

const line = (count: number, value: (i: number) => number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [i, value(i)]));

describe('a series over another metric', () => {
  it('has a point for each row that holds both', () => {
    const loss = series({ 0: 5, 2: 4, 3: 3, 7: 2 });
    const epoch = series({ 0: 0, 1: 0, 3: 1, 4: NaN, 7: 2, 9: 3 });
    expect(viewOver(loss, epoch, 100)).toEqual({
      step: Float64Array.of(0, 3, 7),
      time: Float64Array.of(100, 103, 107),
      value: Float64Array.of(5, 3, 2),
      over: Float64Array.of(0, 1, 2),
      of: 3
    });
  });

  it('leaves out rows where the metric is no place on an axis', () => {
    const epoch = series({ 0: NaN, 1: Infinity, 2: 1 });
    const view = viewOver(series({ 0: 1, 1: 2, 2: 3 }), epoch, 100);
    expect(view?.over).toEqual(Float64Array.of(1));
  });

  it('keeps the extremes where it has more points than pixels', () => {
    const spike = series(line(10_000, i => (i === 7777 ? 99 : 0)));
    const epoch = series(line(10_000, i => i / 10));
    const view = viewOver(spike, epoch, 64)!;
    expect(view.of).toBe(10_000);
    expect(view.step.length).toBeLessThanOrEqual(256);
    const at = view.value.indexOf(99);
    expect([view.step[at], view.over[at]]).toEqual([7777, 777.7]);
  });

  it('is not drawn where it is not known which rows hold both', () => {
    const loss = series({ 0: 1, 1: 2 });
    expect(viewOver(loss, series({ 0: 0, 1: 1 }, { of: 9 }), 100)).toBeNull();
    const late = series({ 0: 0, 1: 1 }, { complete: false });
    expect(viewOver(loss, late, 100)).toBeNull();
    expect(viewOver(loss, series({ 2: 0 }), 100)).toBeNull();
  });

  it('asks for every point of both, up to a length that pages can bear', () => {
    const of = (length: number) => series({}, { of: length });
    expect(columnsOver([of(100), of(3000)], 256)).toBe(1024);
    expect(columnsOver([of(100), null], 256)).toBe(256);
    expect(columnsOver([of(100), of(10_000_000)], 256)).toBe(256);
  });
});
