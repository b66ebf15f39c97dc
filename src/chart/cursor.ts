/** Where the pointer, or the keyboard, is in the charts of a panel. */
export interface ICursor {
  /** The chart that it is in. */
  readonly chart: object;
  /** Which horizontal axis the chart has. */
  readonly axis: string;
  /** The place of a point on that axis. */
  readonly x: number;
  /** The step of the point: where it is in a chart of another axis. */
  readonly step: number;
}
