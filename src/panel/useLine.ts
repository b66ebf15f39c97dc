import * as React from 'react';

import { type IDrawn, Interaction, LineDrawing, type Range } from '../chart';
import { type ISmoothing, placeOf, smooths } from '../model';
import { type ILook, type IPanel, useLook, usePanel } from './context';
import { HeldSeries, columnsOf } from './heldSeries';
import { pointText } from './pointText';
import { seriesFigure } from './seriesFigure';
import { useShared } from './useShared';
import { type AxisName, metricOf } from './xAxis';

/**
 * How much of the page's time the lines of a run may take that goes on faster than
 * the live link brings it: thousands of rows a second, of which a frame more or less
 * shows nothing, while the training may need the core that the page draws on.
 */
const SHARE_WHEN_BEHIND = 0.05;

/**
 * Keep the line of a metric drawn in `plot` while it is in sight. The card gets
 * `data-last-step` when plotly has put that step on the screen, and the chart
 * `data-over`, the name of its horizontal axis, where that is not plain.
 *
 * @param axis - what is to be at its horizontal axis
 */
export function useLine(
  path: string,
  axis: AxisName,
  elements: ILineElements
): IDrawnLine {
  const { card, chart, plot, version } = elements;
  const panel = usePanel();
  const look = useLook();
  const chosen = useShared(panel.charts.smoothing);
  const smoothing = smooths(chosen) ? chosen : null;
  const latest = React.useRef({ look, axis, smoothing });
  latest.current = { look, axis, smoothing };
  const [error, setError] = React.useState<string | null>(null);
  const [drawnAxis, setDrawnAxis] = React.useState(axis);
  const drawing = React.useRef<LineDrawing | null>(null);

  React.useLayoutEffect(() => {
    if (!card.current || !chart.current || !plot.current) {
      return;
    }
    const mounted = mountLine(panel, path, {
      card: card.current,
      chart: chart.current,
      plot: plot.current,
      wanted: () => latest.current,
      onAxis: setDrawnAxis,
      onError: reason =>
        setError(reason instanceof Error ? reason.message : String(reason))
    });
    drawing.current = mounted.line;
    return () => {
      drawing.current = null;
      mounted.dispose();
    };
  }, [panel, path, card, chart, plot]);

  React.useLayoutEffect(
    () => drawing.current?.update(),
    [version, look, axis, smoothing]
  );

  return {
    axis: drawnAxis,
    error,
    retry: () => {
      setError(null);
      drawing.current?.retry();
    }
  };
}

export interface IDrawnLine {
  /** The steps, where the line cannot be drawn over the axis that was asked for. */
  readonly axis: AxisName;
  readonly error: string | null;
  readonly retry: () => void;
}

export interface ILineElements {
  readonly card: React.RefObject<HTMLElement>;
  /** What is pointed at. */
  readonly chart: React.RefObject<HTMLElement>;
  /** In it, what is drawn in; its size is fixed by its style. */
  readonly plot: React.RefObject<HTMLElement>;
  /** Draw again when it changes. */
  readonly version: number;
}

interface IMounting {
  readonly card: HTMLElement;
  readonly chart: HTMLElement;
  readonly plot: HTMLElement;
  /** How it is to be drawn now. */
  readonly wanted: () => {
    readonly look: ILook;
    readonly axis: AxisName;
    /** Null where it is not to be smoothed. */
    readonly smoothing: ISmoothing | null;
  };
  readonly onAxis: (drawn: AxisName) => void;
  readonly onError: (error: unknown) => void;
}

function mountLine(
  panel: IPanel,
  path: string,
  { card, chart, plot, wanted, onAxis, onError }: IMounting
): { line: LineDrawing; dispose: () => void } {
  const { model, host, queue, loadPlotly, viewport, charts } = panel;
  const { trans } = host;
  const held = new HeldSeries(model, path);
  /** What will be on the screen when plotly is done. */
  let next: IDrawn | null = null;
  /** How many times more than what is shown the whole axis is. */
  const zoomedBy = () => {
    const shown = next && charts.zoom.x(path, next.axis);
    return next && shown ? lengthOf(next.frame.whole) / lengthOf(shown) : 1;
  };
  const pointing = new Interaction({
    node: chart,
    chart: path,
    cursor: charts.cursor,
    zoom: charts.zoom,
    colour: () => wanted().look.colour,
    describe: (points, index, drawnAxis) =>
      pointText(
        points,
        index,
        drawnAxis as AxisName,
        wanted().look.start,
        trans
      ),
    urge: () => line.update()
  });
  const line = new LineDrawing({
    node: plot,
    queue,
    load: loadPlotly,
    isShown: () => viewport.isShown,
    share: () => (model.links.behind ? SHARE_WHEN_BEHIND : 1),
    figure: () => {
      const { look, axis, smoothing } = wanted();
      const over = metricOf(axis);
      const series = model.series(path);
      const columns = columnsOf(plot.clientWidth);
      const drawn = seriesFigure(
        series,
        {
          axis,
          metric: over === null ? null : model.series(over),
          columns,
          smoothing,
          zoom: shown => charts.zoom.x(path, shown),
          zoomY: shown => charts.zoom.y(path, shown)
        },
        { node: plot, look, trans }
      );
      if (drawn) {
        const { points, figure } = drawn;
        next = { axis: drawn.axis, points, frame: figure.frame };
      }
      // Where more is on its way, it is drawn when it has come.
      held.hold(columns, over, zoomedBy(), smoothing);
      if (!drawn) {
        return null;
      }
      onAxis(drawn.axis);
      const name = axisNameToShow(drawn.axis, axis, trans.__('step'));
      if (name === null) {
        delete chart.dataset.over;
      } else {
        chart.dataset.over = name;
      }
      return { figure: drawn.figure, step: series?.last?.step ?? null };
    },
    onDrawn: step => {
      card.dataset.lastStep = step === null ? '' : String(step);
      pointing.setDrawn(next);
    },
    onError
  });
  const watch = viewport.watch(plot, {
    onSeen: seen => {
      if (seen) {
        line.request();
      } else {
        line.leave();
        pointing.setDrawn(null);
        held.release();
      }
    },
    onResize: () => line.request()
  });
  const onZoom = (_: unknown, zoomed: string | null) => {
    if (zoomed === null || zoomed === path) {
      line.update();
    }
  };
  charts.zoom.changed.connect(onZoom);
  return {
    line,
    dispose: () => {
      charts.zoom.changed.disconnect(onZoom);
      watch.dispose();
      line.dispose();
      pointing.dispose();
      held.release();
      delete card.dataset.lastStep;
    }
  };
}

/** The name of a metric; that of the steps only where they stand in for another axis. */
function axisNameToShow(
  drawn: AxisName,
  wanted: AxisName,
  step: string
): string | null {
  const metric = metricOf(drawn);
  return metric === null
    ? drawn === wanted
      ? null
      : step
    : placeOf(metric, 'number').name;
}

function lengthOf([low, high]: Range): number {
  return high - low;
}
