import { type ISignal, Signal } from '@lumino/signaling';

import type { Range } from './points';

/**
 * What the charts of one panel show of their axes. Those that have the same horizontal
 * axis show the same stretch of it, unless each is to go its own way.
 */
export class Zoom {
  /** Emitted with the chart whose zoom has changed; with null for that of several. */
  get changed(): ISignal<this, string | null> {
    return this._changed;
  }

  /** Whether a zoom holds for all charts of the same horizontal axis. */
  get isLinked(): boolean {
    return this._isLinked;
  }

  set isLinked(isLinked: boolean) {
    if (isLinked !== this._isLinked) {
      this._isLinked = isLinked;
      this._own.clear();
      this._changed.emit(null);
    }
  }

  /** What a chart shows of its horizontal axis; null for all. */
  x(chart: string, axis: string): Range | null {
    const own = this._own.get(keyOf(chart, axis));
    return own === undefined ? (this._common.get(axis) ?? null) : own;
  }

  /** What a chart shows of its values; null for those of the points that it shows. */
  y(chart: string, axis: string): Range | null {
    return this._values.get(axis)?.get(chart) ?? null;
  }

  /** Show a stretch of the axis, and a stretch of the chart's values if one is given. */
  show(
    chart: string,
    axis: string,
    x: Range | null,
    y: Range | null = null
  ): void {
    // In another stretch of the axis the values of the other charts are others.
    const values = new Map(this._isLinked ? null : this._values.get(axis));
    values.delete(chart);
    if (y) {
      values.set(chart, y);
    }
    this._values.set(axis, values);
    if (this._isLinked) {
      this._common.set(axis, x);
    } else {
      this._own.set(keyOf(chart, axis), x);
    }
    this._changed.emit(this._isLinked ? null : chart);
  }

  private readonly _changed = new Signal<this, string | null>(this);
  /** By horizontal axis. */
  private readonly _common = new Map<string, Range | null>();
  /** By chart and horizontal axis. */
  private readonly _own = new Map<string, Range | null>();
  /** By horizontal axis, and there by chart. */
  private readonly _values = new Map<string, ReadonlyMap<string, Range>>();
  private _isLinked = true;
}

function keyOf(chart: string, axis: string): string {
  return JSON.stringify([chart, axis]);
}
