import type { IDisposable } from '@lumino/disposable';
import * as React from 'react';

import { LineDrawing } from '../chart';
import { columnsOver, placeOf } from '../model';
import { useLook, usePanel } from './context';
import { seriesFigure } from './seriesFigure';

/**
 * How much of the page's time the lines of a run may take that goes on faster than
 * the live link brings it: thousands of rows a second, of which a frame more or less
 * shows nothing, while the training may need the core that the page draws on.
 */
const SHARE_WHEN_BEHIND = 0.05;

/** Widths are rounded down to this, so that a drag does not fetch for each pixel. */
const COLUMN_STEP = 32;

/**
 * Keep the line of a metric drawn in `plot` while it is in sight. The card gets
 * `data-last-step` when plotly has put that step on the screen, and the plot
 * `data-over` where it stands over a metric.
 *
 * @param stepMetric - the metric that was defined to be its horizontal axis
 * @param version - draw again when it changes
 */
export function useLine(
  path: string,
  stepMetric: string | null,
  { card, plot, version }: ILineElements
): { error: string | null; retry: () => void } {
  const panel = usePanel();
  const look = useLook();
  const latest = React.useRef(look);
  latest.current = look;
  const [error, setError] = React.useState<string | null>(null);
  const drawing = React.useRef<LineDrawing | null>(null);

  React.useLayoutEffect(() => {
    const cardNode = card.current;
    const node = plot.current;
    if (!cardNode || !node) {
      return;
    }
    const { model, host, queue, loadPlotly, viewport } = panel;
    const paths = stepMetric === null ? [path] : [path, stepMetric];
    let base: { columns: number; holds: IDisposable[] } | null = null;
    const release = () => {
      base?.holds.forEach(hold => hold.dispose());
      base = null;
    };
    const line = new LineDrawing({
      node,
      queue,
      load: loadPlotly,
      isShown: () => viewport.isShown,
      share: () => (model.links.behind ? SHARE_WHEN_BEHIND : 1),
      figure: () => {
        const shown = columnsOf(node.clientWidth);
        const [series, metric = null] = paths.map(each => model.series(each));
        const columns =
          stepMetric === null ? shown : columnsOver([series, metric], shown);
        if (base?.columns !== columns) {
          // The new ones first: what is held all along is not let go.
          const holds = paths.map(each => model.retain(each, columns));
          release();
          base = { columns, holds };
        }
        const drawn = seriesFigure(series, metric, shown, {
          node,
          look: latest.current,
          trans: host.trans
        });
        if (drawn === null) {
          return null;
        }
        const { figure, over } = drawn;
        if (over === null) {
          delete node.dataset.over;
        } else {
          node.dataset.over = placeOf(over, 'number').name;
        }
        return { figure, step: series?.last?.step ?? null };
      },
      onDrawn: step => {
        cardNode.dataset.lastStep = step === null ? '' : String(step);
      },
      onError: reason =>
        setError(reason instanceof Error ? reason.message : String(reason))
    });
    drawing.current = line;
    const watch = viewport.watch(node, {
      onSeen: seen => {
        if (seen) {
          line.request();
        } else {
          line.leave();
          release();
        }
      },
      onResize: () => line.request()
    });
    return () => {
      watch.dispose();
      line.dispose();
      release();
      drawing.current = null;
      delete cardNode.dataset.lastStep;
    };
  }, [panel, path, stepMetric, card, plot]);

  React.useLayoutEffect(() => drawing.current?.update(), [version, look]);

  return {
    error,
    retry: () => {
      setError(null);
      drawing.current?.retry();
    }
  };
}

function columnsOf(width: number): number {
  return Math.max(COLUMN_STEP, Math.floor(width / COLUMN_STEP) * COLUMN_STEP);
}

export interface ILineElements {
  readonly card: React.RefObject<HTMLElement>;
  /** Its size is fixed by its style. */
  readonly plot: React.RefObject<HTMLElement>;
  readonly version: number;
}
