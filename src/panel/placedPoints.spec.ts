import type { Range } from '../chart';
import type { ISeries } from '../model';
import { placedPoints } from './placedPoints';
import { SyntheticRun } from './testing/syntheticRun';
import type { AxisName } from './xAxis';

const START = 1000;

/** A series whose points are apart by a step and half a second. */
function series(count: number, value: (i: number) => number): ISeries {
  const run = new SyntheticRun();
  for (let i = 0; i < count; i++) {
    run.log(i, START + i / 2, { it: value(i) });
  }
  return run.series('it')!;
}

function place(
  loss: ISeries,
  axis: AxisName,
  more: { metric?: ISeries; shown?: Range; columns?: number } = {}
) {
  const { metric = null, shown, columns = 100 } = more;
  return placedPoints(loss, {
    axis,
    metric,
    start: START,
    columns,
    zoom: asked => (asked === axis && shown) || null
  });
}

describe('placedPoints', () => {
  it('are at their steps, at their time since the start, or at the time of the clock', () => {
    const loss = series(3, i => i);
    expect([...place(loss, 'step').points.x]).toEqual([0, 1, 2]);
    expect([...place(loss, 'elapsed').points.x]).toEqual([0, 0.5, 1]);
    expect([...place(loss, 'clock').points.x]).toEqual([1000, 1000.5, 1001]);
    expect(place(loss, 'elapsed').lastX).toBe(1);
  });

  it('are joined in the order of x, though a step came late', () => {
    const run = new SyntheticRun();
    run.log(0, START, { loss: 1 });
    run.log(1, START + 9, { loss: 2 });
    run.log(2, START + 5, { loss: 3 });
    const { points, ends, lastX } = place(run.series('loss')!, 'elapsed');
    expect([...points.x]).toEqual([0, 5, 9]);
    expect([...points.value]).toEqual([1, 3, 2]);
    expect(ends).toEqual([0, 9]);
    expect(lastX).toBe(5);
  });

  it('are those of the stretch that is shown and one on each side', () => {
    const loss = series(100, i => i);
    const steps = place(loss, 'step', { shown: [10.5, 12.5] });
    expect([...steps.points.x]).toEqual([9, 10, 11, 12, 13, 14]);
    expect(steps.ends).toEqual([0, 99]);
    const times = place(loss, 'elapsed', { shown: [5, 6] });
    expect(times.points.x[0]).toBeLessThan(5);
    expect(times.points.x[times.points.x.length - 1]).toBeGreaterThan(6);
    expect(times.points.x.length).toBeLessThan(8);
    expect(times.ends).toEqual([0, 49.5]);
  });

  it('have the detail of the stretch that is shown', () => {
    const loss = series(100_000, i => Math.sin(i));
    for (const axis of ['step', 'elapsed', 'clock'] as const) {
      const offset = { step: 0, elapsed: 0, clock: START }[axis];
      const rate = axis === 'step' ? 1 : 0.5;
      const shown = [50_000, 50_040].map(step => offset + step * rate);
      const { points } = place(loss, axis, {
        columns: 32,
        shown: [shown[0], shown[1]]
      });
      const within = points.x.filter(x => x >= shown[0] && x <= shown[1]);
      expect(within.length).toBe(41);
    }
  });

  it('have more of a line over a metric where it is zoomed', () => {
    const loss = series(10_000, i => Math.sin(i));
    const epoch = series(10_000, i => i / 1000);
    const axis = 'metric:epoch';
    const whole = place(loss, axis, { metric: epoch, columns: 16 });
    const shown: Range = [5, 5.5];
    const part = place(loss, axis, { metric: epoch, columns: 16, shown });
    const within = (x: Float64Array) => x.filter(at => at >= 5 && at <= 5.5);
    expect(within(part.points.x).length).toBeGreaterThan(
      4 * within(whole.points.x).length
    );
    expect(part.points.x[0]).toBeLessThan(5);
    expect(part.ends).toEqual([0, 9.999]);
  });

  it('stand at their steps where no row holds the metric', () => {
    const loss = series(3, i => i);
    const { axis, points } = place(loss, 'metric:epoch');
    expect(axis).toBe('step');
    expect([...points.x]).toEqual([0, 1, 2]);
  });
});
