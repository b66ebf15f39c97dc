import {
  type ISavedFailure,
  type ISavedRun,
  type ISavedSeries,
  type JsonObject
} from '../protocol';
import { type IPointColumns, decimate } from './decimate';
import { extremesOf } from './extremes';
import { KeyList, kindOf } from './keyList';
import { NO_RULE } from './metricRules';
import { smooth } from './smoother';
import { type ISmoothing, smooths } from './smoothing';
import {
  type IKeyInfo,
  type IMetricRule,
  type ISeries,
  type ISeriesView,
  type IStepRange,
  type IValuePoint
} from './types';

/**
 * What a notebook has kept of a run, as views read it.
 */
export class SavedPicture {
  constructor(readonly run: ISavedRun) {
    for (const series of run.series) {
      this._keys.add(series.key, 'number');
      this._series.set(series.key, new SavedSeries(series));
      const { stepMetric, goal, best, hidden } = series;
      const operations = new Set(best ? ['best'] : []);
      const rule = { stepMetric, goal, operations, hidden };
      this._rules.set(series.key, { ...NO_RULE, ...rule });
    }
    for (const { key, step, t, value } of run.values) {
      const kind = kindOf(value);
      if (kind !== null && kind !== 'number') {
        this._keys.add(key, kind);
        this._values.set(key, [
          ...(this._values.get(key) ?? []),
          { step, time: t, value }
        ]);
      }
    }
  }

  get keys(): readonly IKeyInfo[] {
    return this._keys.all;
  }

  get config(): JsonObject {
    return this.run.config;
  }

  get summary(): JsonObject {
    return this.run.summary;
  }

  get failure(): ISavedFailure | null {
    return this.run.failure;
  }

  /** How many numbers it stands for. */
  get points(): number {
    return this.run.series.reduce((sum, { of }) => sum + of, 0);
  }

  metric(path: string): IMetricRule {
    return this._rules.get(path) ?? NO_RULE;
  }

  series(path: string): ISeries | null {
    return this._series.get(path) ?? null;
  }

  values(path: string): readonly IValuePoint[] {
    return this._values.get(path) ?? [];
  }

  private readonly _keys = new KeyList();
  private readonly _rules = new Map<string, IMetricRule>();
  private readonly _series = new Map<string, SavedSeries>();
  private readonly _values = new Map<string, IValuePoint[]>();
}

/** A decimated series: what is there is all that will ever be. */
class SavedSeries implements ISeries {
  constructor({ key, of, step, time, value }: ISavedSeries) {
    this.path = key;
    this.length = of;
    this._points = {
      step: Float64Array.from(step),
      time: Float64Array.from(time),
      value: Float64Array.from(value),
      length: step.length
    };
  }

  readonly path: string;
  readonly length: number;
  readonly complete = true;

  get last(): ISeries['last'] {
    const { step, time, value, length } = this._points;
    const index = length - 1;
    return length > 0
      ? { step: step[index], time: time[index], value: value[index] }
      : null;
  }

  get least(): ISeries['least'] {
    return extremesOf(this._points).least;
  }

  get greatest(): ISeries['greatest'] {
    return extremesOf(this._points).greatest;
  }

  view(pixelColumns: number, range: IStepRange | null = null): ISeriesView {
    const { length: of } = this;
    return decimate(this._points, pixelColumns, { of, range });
  }

  smoothed(
    smoothing: ISmoothing,
    pixelColumns: number,
    range: IStepRange | null = null
  ): ISeriesView | null {
    if (!smooths(smoothing)) {
      return this.view(pixelColumns, range);
    }
    const { step, time, value, length } = this._points;
    if (length < this.length) {
      return null; // Not of all points, and of others it would be another line.
    }
    const smoothed = smooth(step, value, smoothing);
    const points = { step, time, value: smoothed, length };
    return decimate(points, pixelColumns, { range });
  }

  private readonly _points: IPointColumns;
}
