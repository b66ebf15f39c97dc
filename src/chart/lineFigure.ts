import type { Config, Data, Layout } from 'plotly.js/lib/core';

import type { ISeriesView } from '../model';
import { type IAxis, placeAxis, stepAxis, valueAxis } from './ticks';
import type { IChartTheme } from './theme';

/**
 * A line chart of one series, as plotly takes it. Pure: what is drawn depends on
 * these arguments alone.
 */
export interface ILine {
  readonly view: ISeriesView;
  /** Where the points are on the horizontal axis, if not at their steps. */
  readonly over: Float64Array | null;
  /** Whether the view begins where the series begins. */
  readonly complete: boolean;
  /** The last point; `step` is its place on the horizontal axis. */
  readonly last: { readonly step: number; readonly value: number } | null;
  /** The least and the greatest finite value; null while there is none. */
  readonly least: number | null;
  readonly greatest: number | null;
  readonly live: boolean;
  readonly totalSteps: number | null;
  readonly colour: string;
}

export interface ILineStyle {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly theme: IChartTheme;
  /** The labels of an axis, for all of its ticks at once. */
  readonly formatValues: (ticks: readonly number[]) => string[];
  readonly formatSteps: (ticks: readonly number[]) => string[];
  /** What hovering over a point says: two short lines. */
  readonly describePoint: (point: {
    readonly step: number;
    readonly time: number;
    readonly value: number;
    readonly over: number | null;
  }) => readonly [string, string];
}

export interface IFigure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
  readonly config: Partial<Config>;
}

/** Room around the plot for the labels of the axes, in pixels. */
export const MARGIN = { left: 38, right: 14, top: 4, bottom: 20 } as const;

/** Room for the name of an axis that is not the steps'; the page writes it there. */
const AXIS_NAME = 12;

const FONT_SIZE = 10.5;
/** The width of a digit, in pixels, in the widest of the usual fonts. */
const DIGIT = 6.7;
/** Labels of steps keep so far from each other, in pixels. */
const STEP_GAP = 8;
const MOST_STEPS = 5;

/** Our own actions take the place of plotly's buttons; nothing leaves the page. */
const CONFIG: Partial<Config> = {
  displayModeBar: false,
  displaylogo: false,
  showSendToCloud: false,
  responsive: false,
  doubleClick: false,
  scrollZoom: false,
  showTips: false
};

export function lineFigure(line: ILine, style: ILineStyle): IFigure {
  const { theme } = style;
  const { view, over, colour } = line;
  const y = valueAxis(line.least ?? 0, line.greatest ?? 1, 4);
  const yLabels = style.formatValues(y.ticks);
  const left = marginFor(yLabels);
  const plotWidth = style.width - left - MARGIN.right;
  const [x, xLabels] = axisThatFits(line, style, plotWidth);
  const marks = markers(line);

  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        x: over ?? view.step,
        y: view.value,
        customdata: describe(line, style),
        line: { color: colour, width: 1.75, shape: 'linear' },
        connectgaps: false,
        hoverinfo: 'y',
        hovertemplate:
          '%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>'
      },
      {
        type: 'scatter',
        mode: 'markers',
        x: marks.step,
        y: marks.value,
        cliponaxis: false,
        hoverinfo: 'skip',
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
      margin: {
        l: left,
        r: MARGIN.right,
        t: MARGIN.top,
        b: MARGIN.bottom + (over ? AXIS_NAME : 0),
        pad: 0
      },
      paper_bgcolor: 'rgba(0,0,0,0)',
      plot_bgcolor: 'rgba(0,0,0,0)',
      showlegend: false,
      autosize: false,
      dragmode: false,
      hovermode: 'x',
      hoverdistance: -1,
      spikedistance: -1,
      uirevision: 'runside',
      font: { family: theme.font, size: FONT_SIZE, color: theme.quiet },
      hoverlabel: {
        bgcolor: theme.surface,
        bordercolor: theme.border,
        align: 'left',
        font: { family: theme.font, size: 11, color: theme.text }
      },
      xaxis: {
        ...axisOf(x, xLabels),
        showgrid: false,
        showline: true,
        linecolor: theme.axis,
        linewidth: 1,
        showspikes: true,
        spikemode: 'across',
        spikesnap: 'hovered data',
        spikedash: 'solid',
        spikethickness: 1,
        spikecolor: theme.quiet
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

/** As many ticks at the horizontal axis, up to five, as their labels have room for. */
function axisThatFits(
  line: ILine,
  style: ILineStyle,
  plotWidth: number
): [IAxis, string[]] {
  for (let wanted = MOST_STEPS; ; wanted--) {
    const axis = horizontalAxis(line, wanted);
    const labels = (line.over ? style.formatValues : style.formatSteps)(
      axis.ticks
    );
    const room = plotWidth / Math.max(1, labels.length - 1);
    if (wanted === 1 || longest(labels) * DIGIT + STEP_GAP <= room) {
      return [axis, labels];
    }
  }
}

function horizontalAxis(line: ILine, wanted: number): IAxis {
  const { view, over, complete, totalSteps, live } = line;
  if (over) {
    return placeAxis(...bounds(over), wanted);
  }
  const first = complete ? (view.step[0] ?? 0) : 0;
  const last = line.last?.step ?? first;
  return stepAxis(first, last, wanted, { total: totalSteps, live });
}

function bounds(values: Float64Array): [least: number, greatest: number] {
  return values.reduce<[number, number]>(
    ([least, greatest], value) => [
      Math.min(least, value),
      Math.max(greatest, value)
    ],
    [Infinity, -Infinity]
  );
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
  return Math.max(0, ...labels.map(label => label.length));
}

function describe(
  { view: { step, time, value }, over }: ILine,
  style: ILineStyle
): (readonly [string, string])[] {
  return Array.from(step, (_, i) =>
    style.describePoint({
      step: step[i],
      time: time[i],
      value: value[i],
      over: over && over[i]
    })
  );
}

const LIVE_DOT = 8;
const LONE_DOT = 5.5;

/**
 * The points that a line does not show: those with a gap on either side, and while
 * the run is live its last one, as a dot.
 */
function markers({ view, over, last, live }: ILine): {
  step: number[];
  value: number[];
  size: number[];
} {
  const marks = {
    step: [] as number[],
    value: [] as number[],
    size: [] as number[]
  };
  const add = (step: number, value: number, size: number) => {
    marks.step.push(step);
    marks.value.push(value);
    marks.size.push(size);
  };
  const { value } = view;
  const step = over ?? view.step;
  const finite = (i: number) => Number.isFinite(value[i]);
  for (let i = 0; i < value.length; i++) {
    const before = i > 0 && finite(i - 1);
    const after = i + 1 < value.length && finite(i + 1);
    if (finite(i) && !before && !after) {
      add(step[i], value[i], LONE_DOT);
    }
  }
  if (live && last && Number.isFinite(last.value)) {
    add(last.step, last.value, LIVE_DOT);
  }
  return marks;
}
