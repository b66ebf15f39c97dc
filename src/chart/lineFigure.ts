import type { Config, Data, Layout } from 'plotly.js/lib/core';

import type { IFrame } from './frame';
import { type IAlong, horizontalAxis, wholeRange } from './horizontalAxis';
import { markersOf } from './markers';
import { type IPoints, type Range, extremesWithin } from './points';
import type { IChartTheme } from './theme';
import { type IAxis, valueAxis } from './ticks';

/**
 * A line chart of one series, as plotly takes it. Pure: what is drawn depends on
 * these arguments alone.
 */
export interface ILine extends IAlong {
  /** Those of the stretch that is shown, and those next to it. */
  readonly points: IPoints;
  /** The same of the smoothed line, behind which the points are faint; null without one. */
  readonly smoothed: IPoints | null;
  /** The last point; null while there is none. */
  readonly last: { readonly x: number; readonly value: number } | null;
  /** The least and the greatest finite value; null while there is none. */
  readonly least: number | null;
  readonly greatest: number | null;
  /** What is shown of the values; null for those of the points that are shown. */
  readonly zoomY: Range | null;
  readonly colour: string;
}

export interface ILineStyle {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly theme: IChartTheme;
  /** The labels of an axis, for all of its ticks at once. */
  readonly formatValues: (ticks: readonly number[]) => string[];
  /** The same for the horizontal one; a `<br>` begins a second line. */
  readonly formatPlaces: (ticks: readonly number[]) => string[];
  /** Whether there is to be room for a line below the labels of the horizontal axis. */
  readonly hasSecondLine: boolean;
}

export interface IFigure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
  readonly config: Partial<Config>;
}

export interface ILineFigure extends IFigure {
  /** Where the data will lie. */
  readonly frame: IFrame;
}

/** Room around the plot for the labels of the axes, in pixels. */
export const MARGIN = { left: 38, right: 14, top: 4, bottom: 20 } as const;

/** Room for a second line below the labels of the horizontal axis. */
const SECOND_LINE = 12;

const FONT_SIZE = 10.5;
/** The width of a digit, in pixels, in the widest of the usual fonts. */
const DIGIT = 6.7;
/** Labels of the horizontal axis keep so far from each other, in pixels. */
const LABEL_GAP = 8;
const MOST_PLACES = 5;

/**
 * What the pointer and the keys do is ours: plotly draws, and listens to nothing;
 * nothing leaves the page.
 */
const CONFIG: Partial<Config> = {
  staticPlot: true,
  displayModeBar: false,
  displaylogo: false,
  showSendToCloud: false,
  responsive: false,
  showTips: false
};

export function lineFigure(line: ILine, style: ILineStyle): ILineFigure {
  const { theme } = style;
  const { points, smoothed, colour, zoom } = line;
  const y = verticalAxis(line);
  const yLabels = style.formatValues(y.ticks);
  const margin = {
    l: marginFor(yLabels),
    r: MARGIN.right,
    t: MARGIN.top,
    b: MARGIN.bottom + (style.hasSecondLine ? SECOND_LINE : 0),
    pad: 0
  };
  const frame = {
    left: margin.l,
    top: margin.t,
    width: style.width - margin.l - margin.r,
    height: style.height - margin.t - margin.b
  };
  const [x, xLabels] = axisThatFits(line, style, frame.width);
  const marks = markersOf(points, line.live ? line.last : null, x.range);

  return {
    frame: {
      ...frame,
      x: x.range,
      y: y.range,
      whole: zoom ? wholeRange(line) : x.range
    },
    data: [
      ...(smoothed
        ? [lineOf(points, colour, FAINT), lineOf(smoothed, colour, FULL)]
        : [lineOf(points, colour, FULL)]),
      {
        type: 'scatter',
        mode: 'markers',
        x: marks.x,
        y: marks.value,
        cliponaxis: false,
        marker: {
          color: colour,
          opacity: 1,
          // Plotly centres the ring on the edge, so half of it is in the size.
          size: marks.size,
          line: { width: 2, color: theme.surface }
        }
      }
    ] as Data[],
    layout: {
      width: style.width,
      height: style.height,
      margin,
      paper_bgcolor: 'rgba(0,0,0,0)',
      plot_bgcolor: 'rgba(0,0,0,0)',
      showlegend: false,
      autosize: false,
      dragmode: false,
      hovermode: false,
      font: { family: theme.font, size: FONT_SIZE, color: theme.quiet },
      xaxis: {
        ...axisOf(x, xLabels),
        showgrid: false,
        showline: true,
        linecolor: theme.axis,
        linewidth: 1
      },
      yaxis: {
        ...axisOf(y, yLabels),
        showgrid: true,
        gridcolor: theme.grid,
        gridwidth: 1,
        showline: false,
        ticklabelstandoff: 4
      }
    },
    config: CONFIG
  };
}

const FULL = { width: 1.75, opacity: 1 } as const;

/** Of the points behind their smoothed line. */
const FAINT = { width: 1, opacity: 0.22 } as const;

function lineOf(
  { x, value }: IPoints,
  color: string,
  { width, opacity }: { readonly width: number; readonly opacity: number }
) {
  return {
    type: 'scatter',
    mode: 'lines',
    x,
    y: value,
    opacity,
    line: { color, width, shape: 'linear' },
    connectgaps: false
  };
}

function verticalAxis(line: ILine): IAxis {
  const { points, zoom, zoomY, least, greatest } = line;
  const [low, high] = (zoom && extremesWithin(points, zoom)) ?? [
    least ?? 0,
    greatest ?? 1
  ];
  if (zoomY) {
    // The ticks of what is shown, without the room around it.
    const { ticks } = valueAxis(...zoomY, 4);
    return {
      range: zoomY,
      ticks: ticks.filter(tick => tick >= zoomY[0] && tick <= zoomY[1])
    };
  }
  return valueAxis(low, high, 4);
}

/** As many ticks at the horizontal axis, up to five, as their labels have room for. */
function axisThatFits(
  line: IAlong,
  style: ILineStyle,
  plotWidth: number
): [IAxis, string[]] {
  for (let wanted = MOST_PLACES; ; wanted--) {
    const axis = horizontalAxis(line, wanted);
    const labels = style.formatPlaces(axis.ticks);
    const room = plotWidth / Math.max(1, labels.length - 1);
    if (wanted === 1 || longest(labels) * DIGIT + LABEL_GAP <= room) {
      return [axis, labels];
    }
  }
}

function axisOf({ range, ticks }: IAxis, labels: string[]) {
  return {
    type: 'linear' as const,
    range: [range[0], range[1]] as [number, number],
    autorange: false as const,
    fixedrange: true,
    zeroline: false,
    ticks: '' as const,
    // The labels at the ends may reach into the card's padding.
    ticklabeloverflow: 'allow' as const,
    tickmode: 'array' as const,
    tickvals: [...ticks],
    ticktext: labels
  };
}

/** Wider than usual only where long labels need it. */
function marginFor(labels: string[]): number {
  return Math.max(MARGIN.left, Math.ceil(longest(labels) * DIGIT) + 8);
}

/** In characters. */
function longest(labels: string[]): number {
  const lines = labels.flatMap(label => label.split('<br>'));
  return Math.max(0, ...lines.map(line => line.length));
}
