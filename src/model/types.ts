import { type Json } from '../protocol';
import { type ISmoothing } from './smoothing';

/**
 * What views see of a run model, and how it tells them what changed.
 */

/** What changed since the last frame. */
export interface IRunChange {
  /** The paths that got points or values. */
  keys: ReadonlySet<string>;
  /** Keys came or went. */
  structure: boolean;
  info: boolean;
  config: boolean;
  summary: boolean;
  links: boolean;
}

/** What is drawn of a series: real samples, in the order of their steps. */
export interface ISeriesView {
  step: Float64Array;
  /** Unix seconds. */
  time: Float64Array;
  /** A value that is not finite breaks the line. */
  value: Float64Array;
  /** How many points these stand for. */
  of: number;
}

/** A stretch of a series by its steps, both ends in it. */
export interface IStepRange {
  /** An end that is no step, as infinity, is where the series ends. */
  readonly first: number;
  readonly last: number;
}

/** The numbers that were logged under one path. */
export interface ISeries {
  readonly path: string;
  /** How many points there are, those within decimated buckets counted in. */
  readonly length: number;
  /** The point of the highest step. */
  readonly last: { step: number; time: number; value: number } | null;
  /** The least and the greatest finite value. */
  readonly least: { step: number; value: number } | null;
  readonly greatest: { step: number; value: number } | null;
  /**
   * Whether all of the series is here. False while only what came lately is,
   * until its base has come from the Jupyter server.
   */
  readonly complete: boolean;
  /**
   * At most four points for each pixel column: first, least, greatest and last
   * of buckets whose widths are powers of two, anchored at step 0; all points
   * where they are few.
   *
   * @param range - draw only what lies within it, in buckets for its own width, and
   *   the nearest point on each side, so that the line goes on to the edges of a
   *   chart. `of` is then how many points it holds, as far as is known here.
   */
  view(pixelColumns: number, range?: IStepRange | null): ISeriesView;
  /**
   * The same of the smoothed series: smoothed over all of its points, then decimated.
   * Null where not all of them are here and the Jupyter server has not sent what it
   * smoothed; that takes a view that retains the path with this smoothing.
   *
   * @throws RangeError where the smoothing is none that there is
   */
  smoothed(
    smoothing: ISmoothing,
    pixelColumns: number,
    range?: IStepRange | null
  ): ISeriesView | null;
}

/** A value that is not a number: text, a boolean, a list, a medium. */
export interface IValuePoint {
  step: number;
  /** Unix seconds. */
  time: number;
  value: Json;
}

export type KeyKind =
  'number' | 'text' | 'bool' | 'image' | 'histogram' | 'other';

/** One card's worth of a path: values of different kinds make separate cards. */
export interface IKeyInfo {
  path: string;
  /** What a card says: the path without its section's prefix. */
  name: string;
  section: string;
  kind: KeyKind;
}

/** What `define_metric` says of a path. */
export interface IMetricRule {
  /** The path of the metric that is its x-axis. */
  readonly stepMetric: string | null;
  /** It gets no card by itself. */
  readonly hidden: boolean;
  readonly goal: 'minimize' | 'maximize' | null;
  /** What the summary shows of it: min, max, mean, last, first, best, copy, none. */
  readonly operations: ReadonlySet<string>;
}

/** An exception in a cell that logged, or the one that ended the run. */
export interface IFailure {
  /** Unix seconds. */
  t: number;
  type: string | null;
  value: string | null;
  /** Its last lines. */
  traceback: string[];
  cell: string | null;
}

/** Where the data of a run comes from at present. */
export interface ILinks {
  kernel: 'none' | 'attached';
  /** `absent`: the Jupyter server has no Runside part. */
  server: 'absent' | 'connecting' | 'connected' | 'disconnected';
  /** The server's index has all that this page knows of the run. */
  indexed: boolean;
  /** More was logged than the live link carries; the rest is on its way. */
  behind: boolean;
  /** Records that wait for the uplink to the server. */
  unsent: number;
  /** Records that have not come, though later ones have. */
  missing: number;
}
