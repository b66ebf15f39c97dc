import { DisposableDelegate, type IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';

import {
  type IFailure,
  type IKeyInfo,
  type ILinks,
  type IMetricRule,
  type IRunChange,
  type ISeries,
  type ISeriesView,
  type ISmoothing,
  type IStepRange,
  type IValuePoint,
  type KeyKind,
  NO_RULE,
  type RunModel,
  decimate,
  kindOf,
  smooth,
  takeSnapshot
} from '../../model';
import {
  type IRunInfo,
  type ISavedRun,
  type Json,
  type JsonObject,
  unknownInfo
} from '../../protocol';

/**
 * A run that is made up: what views read of a `RunModel`, with each part settable,
 * so that any state of a panel can be shown and tested without kernel or server.
 */
export class SyntheticRun {
  constructor(uid = '0123456789abcdef0123456789abcdef') {
    this.uid = uid;
  }

  readonly uid: string;
  info: IRunInfo | null = null;
  config: JsonObject = {};
  summary: JsonObject = {};
  links: ILinks = {
    kernel: 'attached',
    server: 'connected',
    indexed: true,
    behind: false,
    unsent: 0,
    missing: 0
  };
  saved: ISavedRun | null = null;
  problems: string[] = [];
  failure: IFailure | null = null;
  /** What was defined of metrics. */
  readonly rules = new Map<string, IMetricRule>();
  /** What views have asked to be kept, by path, as pixel columns. */
  readonly retained = new Map<string, number[]>();

  /** As what they have asked the Jupyter server to smooth, by path. */
  readonly smoothings = new Map<string, ISmoothing[]>();

  /** The run, for those who want a model. */
  get model(): RunModel {
    return this as unknown as RunModel;
  }

  get changed(): Signal<this, IRunChange> {
    return this._changed;
  }

  get points(): number {
    let all = 0;
    for (const { points } of this._series.values()) {
      all += points.length;
    }
    return all;
  }

  keys(): readonly IKeyInfo[] {
    return this._keys;
  }

  metric(path: string): IMetricRule {
    return this.rules.get(path) ?? NO_RULE;
  }

  series(path: string): ISeries | null {
    return this._series.get(path) ?? null;
  }

  values(path: string): readonly IValuePoint[] {
    return this._values.get(path) ?? [];
  }

  retain(
    path: string,
    pixelColumns: number,
    smoothing?: ISmoothing
  ): IDisposable {
    if (smoothing) {
      const smoothed = this.smoothings.get(path) ?? [];
      this.smoothings.set(path, [...smoothed, smoothing]);
      return new DisposableDelegate(() => {
        const left = this.smoothings.get(path) ?? [];
        this.smoothings.set(
          path,
          left.filter(one => one !== smoothing)
        );
      });
    }
    const held = this.retained.get(path) ?? [];
    this.retained.set(path, held);
    held.push(pixelColumns);
    return new DisposableDelegate(() => {
      held.splice(held.indexOf(pixelColumns), 1);
    });
  }

  /** It is not found any more: what a notebook has kept of it is shown. */
  keep(): void {
    this.saved = takeSnapshot(this.model, {
      t: Date.now() / 1000,
      budget: 60_000,
      thumbnails: new Map(),
      unpictured: 0
    });
  }

  /** What is known of a run under a cell, but for `known`. */
  setInfo(known: Partial<IRunInfo>): void {
    this.info = { ...(this.info ?? exampleInfo(this.uid)), ...known };
    this._pending.info = true;
  }

  setLinks(links: Partial<ILinks>): void {
    this.links = { ...this.links, ...links };
    this._pending.links = true;
  }

  log(step: number, time: number, row: Record<string, Json>): void {
    for (const [path, value] of Object.entries(row)) {
      this._addKey(path, kindOf(value) ?? 'other');
      this._pending.keys.add(path);
      if (typeof value === 'number') {
        this._seriesOf(path).points.push({ step, time, value });
      } else {
        const values = this._values.get(path) ?? [];
        this._values.set(path, values);
        values.push({ step, time, value });
      }
    }
    this.setInfo({ step, lastT: time });
  }

  /** Tell the views, as the model does once for each frame. */
  emit(change: Partial<IRunChange> = {}): void {
    const pending = this._pending;
    this._pending = nothing();
    this._changed.emit({ ...pending, ...change });
  }

  private _addKey(path: string, kind: KeyKind): void {
    if (!this._keys.some(key => key.path === path && key.kind === kind)) {
      const cut = path.lastIndexOf('/');
      const media = kind === 'image' ? 'Media' : 'Charts';
      this._keys = [
        ...this._keys,
        {
          path,
          kind,
          name: path.slice(cut + 1),
          section: cut < 0 ? media : path.slice(0, cut)
        }
      ];
      this._pending.structure = true;
    }
  }

  private _seriesOf(path: string): SyntheticSeries {
    let series = this._series.get(path);
    if (!series) {
      series = new SyntheticSeries(path);
      this._series.set(path, series);
    }
    return series;
  }

  private _changed = new Signal<this, IRunChange>(this);
  private _pending: { -readonly [K in keyof IRunChange]: IRunChange[K] } & {
    keys: Set<string>;
  } = nothing();
  private _keys: IKeyInfo[] = [];
  private _series = new Map<string, SyntheticSeries>();
  private _values = new Map<string, IValuePoint[]>();
}

class SyntheticSeries implements ISeries {
  constructor(readonly path: string) {}

  readonly points: { step: number; time: number; value: number }[] = [];
  readonly complete = true;

  get length(): number {
    return this.points.length;
  }

  get last(): ISeries['last'] {
    return this.points[this.points.length - 1] ?? null;
  }

  get least(): ISeries['least'] {
    return this._most((a, b) => a < b);
  }

  get greatest(): ISeries['greatest'] {
    return this._most((a, b) => a > b);
  }

  view(pixelColumns: number, range: IStepRange | null = null): ISeriesView {
    const { points } = this;
    return decimate(
      {
        step: Float64Array.from(points, point => point.step),
        time: Float64Array.from(points, point => point.time),
        value: Float64Array.from(points, point => point.value),
        length: points.length
      },
      pixelColumns,
      { range }
    );
  }

  smoothed(
    smoothing: ISmoothing,
    pixelColumns: number,
    range: IStepRange | null = null
  ): ISeriesView | null {
    const { step, time, value, of } = this.view(Infinity);
    const smoothed = smooth(step, value, smoothing);
    const points = { step, time, value: smoothed, length: of };
    return decimate(points, pixelColumns, { range });
  }

  private _most(better: (a: number, b: number) => boolean) {
    return this.points
      .filter(point => Number.isFinite(point.value))
      .reduce<{ step: number; value: number } | null>(
        (best, point) =>
          best === null || better(point.value, best.value) ? point : best,
        null
      );
  }
}

function nothing() {
  return {
    keys: new Set<string>(),
    structure: false,
    info: false,
    config: false,
    summary: false,
    links: false
  };
}

function exampleInfo(run: string): IRunInfo {
  return {
    ...unknownInfo(run),
    project: 'digits',
    id: 'x7k2m9qa',
    name: 'calm-river-14',
    colour: '#2f6fde',
    start: 1_795_000_000,
    state: 'running',
    writers: 1
  };
}
