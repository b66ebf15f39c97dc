import * as React from 'react';

import type { Row } from './rows';

/** Rows beyond the edge that are drawn too, in pixels. */
const OVERSCAN = 200;

/** Where there is no layout, as before the first frame. */
const NO_HEIGHT = 600;

const HEIGHTS = { run: 42, group: 28, fold: 24, trash: 28 } as const;

export interface IWindow {
  /** For the element that scrolls. */
  readonly ref: React.RefObject<HTMLDivElement>;
  /** Of all rows together, in pixels. */
  readonly height: number;
  /** Where a row begins. */
  top(index: number): number;
  /** The rows that are drawn: from the first, up to and without the last. */
  readonly first: number;
  readonly last: number;
  /** How many rows fit. */
  readonly page: number;
  /** Bring a row into sight. */
  show(index: number): void;
  onScroll(): void;
}

/**
 * Which rows of a long list are near the visible part. What is looked at keeps its
 * place when rows come and go above it.
 */
export function useWindow(rows: readonly Row[]): IWindow {
  const ref = React.useRef<HTMLDivElement>(null);
  const [, draw] = React.useReducer((n: number) => n + 1, 0);
  const tops = React.useMemo(() => topsOf(rows), [rows]);
  const scrollTop = ref.current?.scrollTop ?? 0;
  const visible = ref.current?.clientHeight || NO_HEIGHT;

  React.useLayoutEffect(() => {
    const node = ref.current;
    if (!node || typeof ResizeObserver === 'undefined') {
      return;
    }
    const observer = new ResizeObserver(draw);
    observer.observe(node);
    return () => observer.disconnect();
  }, []);

  // The row at the upper edge, and how far of it is above.
  const anchor = React.useRef<{ id: string; by: number } | null>(null);
  const note = (from: number) => {
    const index = rowAt(tops, from);
    const row = rows[index];
    anchor.current = row ? { id: row.id, by: from - tops[index] } : null;
  };
  React.useLayoutEffect(() => {
    const node = ref.current;
    if (!node) {
      return;
    }
    const held = anchor.current;
    const index = held ? rows.findIndex(row => row.id === held.id) : -1;
    if (held && index >= 0 && node.scrollTop > 0) {
      const wanted = tops[index] + held.by;
      if (Math.abs(wanted - node.scrollTop) >= 1) {
        node.scrollTop = wanted;
        draw();
      }
    }
    note(node.scrollTop);
  }, [rows]);

  return {
    ref,
    height: tops[rows.length],
    top: index => tops[index],
    first: rowAt(tops, scrollTop - OVERSCAN),
    last: Math.min(
      rows.length,
      rowAt(tops, scrollTop + visible + OVERSCAN) + 1
    ),
    page: Math.max(1, Math.floor(visible / HEIGHTS.run) - 1),
    show: index => {
      const node = ref.current;
      if (!node || index < 0) {
        return;
      }
      const top = tops[index];
      const bottom = tops[index + 1];
      if (top < node.scrollTop) {
        node.scrollTop = top;
      } else if (bottom > node.scrollTop + visible) {
        node.scrollTop = bottom - visible;
      }
      note(node.scrollTop);
      draw();
    },
    onScroll: () => {
      note(ref.current?.scrollTop ?? 0);
      draw();
    }
  };
}

/** Where each row begins, and at last where all end. */
function topsOf(rows: readonly Row[]): Float64Array {
  const tops = new Float64Array(rows.length + 1);
  rows.forEach((row, i) => {
    tops[i + 1] = tops[i] + HEIGHTS[row.kind];
  });
  return tops;
}

/** The row at a height: the last that does not begin below it. */
function rowAt(tops: Float64Array, height: number): number {
  let low = 0;
  let high = Math.max(0, tops.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tops[middle] <= height) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
