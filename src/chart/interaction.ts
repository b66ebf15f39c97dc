import type { IDisposable } from '@lumino/disposable';

import type { ICursor } from './cursor';
import { type IFrame, pixelX, placeX, placeY } from './frame';
import { type IBox, type IGestures, type IPixel, listen } from './gestures';
import { BoxLayer, HoverLayer } from './hoverLayer';
import {
  type IPoints,
  type Range,
  indexAt,
  nearest,
  placeOfStep,
  within
} from './points';
import type { Shared } from './shared';
import type { Zoom } from './zoom';
import { bounded, scaled } from './zoomRange';

/** What is on the screen of a chart. */
export interface IDrawn {
  /** Which horizontal axis it has. */
  readonly axis: string;
  readonly points: IPoints;
  readonly frame: IFrame;
}

/** What is said of a point. */
export interface IPointText {
  readonly head: string;
  /** With all its digits. */
  readonly value: string;
  /** With few, where there is little room. */
  readonly short: string;
}

/** A box that is narrower, in pixels, is one of the values alone. */
const LEAST_WIDTH = 8;
/** One that is lower is one of the horizontal axis alone: drags are rarely straight. */
const LEAST_HEIGHT = 24;

/** How far from the line across a chart its point may be, in pixels, to be told. */
const NEAR = 32;

/**
 * Pointing and zooming in one chart: a crosshair that all charts of the panel show, and
 * the stretch of the axis that they show. What a point says is made only here, when it is
 * pointed at.
 */
export class Interaction implements IGestures, IDisposable {
  constructor(private readonly _options: Interaction.IOptions) {
    const { node, cursor } = _options;
    this._hover = new HoverLayer(node);
    this._box = new BoxLayer(node);
    this._listening = listen(node, this);
    cursor.changed.connect(this._refresh, this);
  }

  get isDisposed(): boolean {
    return this._listening.isDisposed;
  }

  dispose(): void {
    if (!this.isDisposed) {
      this._listening.dispose();
      this.setDrawn(null);
      this._options.cursor.changed.disconnect(this._refresh, this);
    }
  }

  /** What is on the screen now; null for nothing. */
  setDrawn(drawn: IDrawn | null): void {
    if (drawn === null) {
      this._box.hide();
    }
    if (drawn?.axis !== this._drawn?.axis) {
      // What was pointed at is somewhere else now.
      this.onLeave();
    }
    this._drawn = drawn;
    this._refresh();
  }

  onPoint({ x }: IPixel): void {
    if (this._drawn) {
      const { points, frame } = this._drawn;
      this._pointAt(nearest(points.x, placeX(frame, x)));
    }
  }

  onFocus(): void {
    if (this._drawn && this._drawn.points.x.length > 0) {
      const { points, axis } = this._drawn;
      const last = points.x.length - 1;
      this._say(this._options.describe(points, last, axis));
    }
  }

  onLeave(): void {
    const { cursor } = this._options;
    if (cursor.value?.chart === this) {
      cursor.value = null;
    }
  }

  onMove(by: number): void {
    if (!this._drawn) {
      return;
    }
    const { points } = this._drawn;
    const { cursor } = this._options;
    // The first press comes in from the end that the key points away from.
    const outside = by < 0 ? points.x.length : -1;
    const from =
      cursor.value?.chart === this ? indexAt(points, cursor.value) : outside;
    const text = this._pointAt(
      Math.max(0, Math.min(points.x.length - 1, from + by))
    );
    if (text) {
      this._say(text);
    }
  }

  onDraw(box: IBox | null): void {
    if (box === null || !this._drawn) {
      this._box.hide();
      return;
    }
    const { frame } = this._drawn;
    const { x, y } = stretches(box);
    const [left, right] = x
      ? x.map(pixel => inside(pixel, frame.left, frame.width))
      : [frame.left, frame.left + frame.width];
    const [top, bottom] = y
      ? y.map(pixel => inside(pixel, frame.top, frame.height))
      : [frame.top, frame.top + frame.height];
    this._box.show(left, top, right - left, bottom - top);
  }

  onBox(box: IBox): void {
    if (!this._drawn) {
      return;
    }
    const { frame } = this._drawn;
    const { x, y } = stretches(box);
    if (x || y) {
      this._show(
        x
          ? bounded([placeX(frame, x[0]), placeX(frame, x[1])], frame.whole)
          : this._zoomed,
        y && [placeY(frame, y[1]), placeY(frame, y[0])]
      );
    }
  }

  onScale(factor: number, at: IPixel | null): void {
    if (!this._drawn) {
      return;
    }
    const { frame } = this._drawn;
    const { value } = this._options.cursor;
    // What comes before the next drawing adds to what came before.
    const range = this._zoomed ?? frame.whole;
    const shown = { ...frame, x: range };
    const about = at
      ? placeX(shown, at.x)
      : value?.chart === this
        ? value.x
        : (range[0] + range[1]) / 2;
    const wanted = bounded(scaled(range, about, factor), frame.whole);
    if (wanted !== null || this._zoomed !== null) {
      this._show(wanted, null);
    }
  }

  onReset(): void {
    this._show(null, null);
  }

  private get _zoomed(): Range | null {
    const { zoom, chart } = this._options;
    return this._drawn && zoom.x(chart, this._drawn.axis);
  }

  private _show(x: Range | null, y: Range | null): void {
    if (this._drawn) {
      const { zoom, chart, urge } = this._options;
      urge();
      zoom.show(chart, this._drawn.axis, x, y);
    }
  }

  /** To those who do not see it. */
  private _say({ head, value }: IPointText): void {
    this._options.node.setAttribute('aria-valuetext', `${head}: ${value}`);
  }

  /** Point at the point, or the one in sight that is nearest to it. */
  private _pointAt(index: number): IPointText | null {
    if (!this._drawn) {
      return null;
    }
    const { points, frame, axis } = this._drawn;
    const { x, step } = points;
    const [first, end] = within(x, frame.x);
    if (end <= first) {
      this.onLeave();
      return null;
    }
    const at = Math.max(first, Math.min(end - 1, index));
    this._options.cursor.value = {
      chart: this,
      axis,
      x: x[at],
      step: step[at]
    };
    return this._options.describe(points, at, axis);
  }

  private _refresh(): void {
    const { value } = this._options.cursor;
    if (!this._drawn || !value || this._drawn.points.x.length === 0) {
      this._hover.hide();
      return;
    }
    const { points, frame, axis } = this._drawn;
    const isHere = value.chart === this;
    const x = value.axis === axis ? value.x : placeOfStep(points, value.step);
    if (x < frame.x[0] || x > frame.x[1]) {
      this._hover.hide();
      return;
    }
    const index = isHere ? indexAt(points, value) : nearest(points.x, x);
    const place = points.x[index];
    const isNear =
      isHere || Math.abs(pixelX(frame, place) - pixelX(frame, x)) <= NEAR;
    const text = this._options.describe(points, index, axis);
    this._hover.show(frame, {
      x: isHere ? place : x,
      point: isNear ? { x: place, value: points.value[index] } : null,
      colour: this._options.colour(),
      head: isHere ? text.head : null,
      value: isHere ? text.value : text.short
    });
  }

  private readonly _hover: HoverLayer;
  private readonly _box: BoxLayer;
  private readonly _listening: IDisposable;
  private _drawn: IDrawn | null = null;
}

export namespace Interaction {
  export interface IOptions {
    /** The chart's element. */
    readonly node: HTMLElement;
    /** What tells the chart from the others of its panel. */
    readonly chart: string;
    /** Those of the panel. */
    readonly cursor: Shared<ICursor | null>;
    readonly zoom: Zoom;
    /** The colour of its line. */
    readonly colour: () => string;
    /** @param axis - which horizontal axis the points are drawn over */
    readonly describe: (
      points: IPoints,
      index: number,
      axis: string
    ) => IPointText;
    /** Draw this chart before the others. */
    readonly urge: () => void;
  }
}

/** Which parts of the axes a box is for; null for all of one. */
function stretches({ from, to }: IBox): { x: Range | null; y: Range | null } {
  const stretch = (one: number, other: number, least: number): Range | null =>
    Math.abs(one - other) < least
      ? null
      : [Math.min(one, other), Math.max(one, other)];
  return {
    x: stretch(from.x, to.x, LEAST_WIDTH),
    y: stretch(from.y, to.y, LEAST_HEIGHT)
  };
}

function inside(pixel: number, start: number, size: number): number {
  return Math.max(start, Math.min(start + size, pixel));
}
