import type { Config, Data, Layout } from 'plotly.js/lib/core';

import type { ISeriesView } from '../model';
import { type IAxis, stepAxis, valueAxis } from './ticks';
import type { IChartTheme } from './theme';

/**
 * A line chart of one series, as plotly takes it. Pure: what is drawn depends on
 * these arguments alone.
 */
export interface ILine {
  readonly view: ISeriesView;
  /** Whether the view begins where the series begins. */
  readonly complete: boolean;
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
  }) => readonly [string, string];
}

export interface IFigure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
  readonly config: Partial<Config>;
}

/** Room around the plot for the labels of the axes, in pixels. */
export const MARGIN = { left: 38, right: 14, top: 4, bottom: 20 } as const;

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
  const { view, colour } = line;
  const y = valueAxis(line.least ?? 0, line.greatest ?? 1, 4);
  const yLabels = style.formatValues(y.ticks);
  const left = marginFor(yLabels);
  const plotWidth = style.width - left - MARGIN.right;
  const [x, xLabels] = stepAxisThatFits(line, style, plotWidth);
  const marks = markers(line);

  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        x: view.step,
        y: view.value,
        customdata: describe(view, style),
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
        b: MARGIN.bottom,
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

/** As many steps at the axis, up to five, as their labels have room for. */
function stepAxisThatFits(
  line: ILine,
  style: ILineStyle,
  plotWidth: number
): [IAxis, string[]] {
  const first = line.complete ? (line.view.step[0] ?? 0) : 0;
  const last = line.last?.step ?? first;
  for (let wanted = MOST_STEPS; ; wanted--) {
    const axis = stepAxis(first, last, wanted, {
      total: line.totalSteps,
      live: line.live
    });
    const labels = style.formatSteps(axis.ticks);
    const room = plotWidth / Math.max(1, labels.length - 1);
    if (wanted === 1 || longest(labels) * DIGIT + STEP_GAP <= room) {
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
  return Math.max(0, ...labels.map(label => label.length));
}

function describe(
  { step, time, value }: ISeriesView,
  style: ILineStyle
): (readonly [string, string])[] {
  return Array.from(step, (_, i) =>
    style.describePoint({ step: step[i], time: time[i], value: value[i] })
  );
}

const LIVE_DOT = 8;
const LONE_DOT = 5.5;

/**
 * The points that a line does not show: those with a gap on either side, and while
 * the run is live its last one, as a dot.
 */
function markers({ view, last, live }: ILine): {
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
  const { step, value } = view;
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
