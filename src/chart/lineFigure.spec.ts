import {
  type ILine,
  type ILineFigure,
  type ILineStyle,
  lineFigure
} from './lineFigure';

const STYLE: ILineStyle = {
  width: 260,
  height: 134,
  theme: {
    font: 'sans-serif',
    text: '#222222',
    quiet: '#757575',
    surface: '#ffffff',
    border: '#bdbdbd',
    grid: '#eeeeee',
    axis: '#cccccc'
  },
  formatValues: ticks => ticks.map(String),
  formatPlaces: ticks => ticks.map(String),
  hasSecondLine: false
};

function line(values: number[], more: Partial<ILine> = {}): ILine {
  const last = values.length - 1;
  const finite = values.filter(Number.isFinite);
  const step = Float64Array.from(values, (_, i) => i);
  return {
    points: {
      x: step,
      step,
      time: Float64Array.from(values, (_, i) => 1000 + i),
      value: Float64Array.from(values)
    },
    kind: 'step',
    ends: [0, last],
    complete: true,
    last: { x: last, value: values[last] },
    least: finite.length > 0 ? Math.min(...finite) : null,
    greatest: finite.length > 0 ? Math.max(...finite) : null,
    live: false,
    totalSteps: null,
    zoom: null,
    smoothed: null,
    zoomY: null,
    colour: '#2f6fde',
    ...more
  };
}

interface IMarkers {
  x: number[];
  y: number[];
  marker: { size: number[] };
}

function markers(figure: ILineFigure): IMarkers {
  return figure.data[1] as unknown as IMarkers;
}

describe('lineFigure', () => {
  it('stands over another metric with an axis of its values', () => {
    const x = Float64Array.of(0, 0.5, 0.5, 1.5);
    const shown = line([3, 2, 4, 1]);
    const figure = lineFigure(
      {
        ...shown,
        points: { ...shown.points, x },
        kind: 'metric',
        ends: [0, 1.5],
        last: { x: 1.5, value: 1 },
        live: true
      },
      { ...STYLE, hasSecondLine: true }
    );
    const { data, layout } = figure;
    expect((data[0] as { x: unknown }).x).toBe(x);
    expect(layout.xaxis?.range).toEqual([0, 1.5]);
    expect(layout.xaxis?.tickvals).toEqual([0, 0.5, 1, 1.5]);
    expect(layout.margin?.b).toBeGreaterThan(
      lineFigure(line([1]), STYLE).layout.margin?.b ?? 0
    );
    expect(markers(figure).x).toEqual([1.5]);
  });

  it('hands the points to plotly as they are, and no text for any of them', () => {
    const shown = line([3, 2, NaN, 1]);
    const [trace] = lineFigure(shown, STYLE).data as {
      x: unknown;
      y: unknown;
      connectgaps: boolean;
      text?: unknown;
      customdata?: unknown;
    }[];
    expect(trace.x).toBe(shown.points.x);
    expect(trace.y).toBe(shown.points.value);
    expect(trace.connectgaps).toBe(false);
    expect(trace.text).toBeUndefined();
    expect(trace.customdata).toBeUndefined();
  });

  it('says where the data lies', () => {
    const { frame } = lineFigure(line([0, 10]), STYLE);
    expect(frame).toMatchObject({ left: 38, top: 4, width: 208, height: 110 });
    expect(frame.x).toEqual([0, 1]);
    expect(frame.whole).toEqual([0, 1]);
  });

  it('shows a stretch of the steps, and of the values what is within it', () => {
    const shown = line([100, 3, 2, 1, -50], { zoom: [1, 3] });
    const { frame, layout } = lineFigure(shown, STYLE);
    expect(layout.xaxis?.range).toEqual([1, 3]);
    expect(layout.xaxis?.tickvals).toEqual([1, 2, 3]);
    expect(frame.whole).toEqual([0, 4]);
    expect(frame.y[0]).toBeGreaterThan(-1);
    expect(frame.y[0]).toBeLessThan(1);
    expect(frame.y[1]).toBeGreaterThan(3);
    expect(frame.y[1]).toBeLessThan(4);
  });

  it('shows the box that was drawn', () => {
    const shown = line([0, 4, 8], { zoom: [0, 1], zoomY: [1, 2.5] });
    const { layout } = lineFigure(shown, STYLE);
    expect(layout.yaxis?.range).toEqual([1, 2.5]);
    expect(layout.yaxis?.tickvals).toEqual([1, 1.5, 2, 2.5]);
  });

  it('marks the last point of a live run, and of no other', () => {
    const live = markers(lineFigure(line([3, 2, 1], { live: true }), STYLE));
    expect([live.x, live.y]).toEqual([[2], [1]]);
    expect(markers(lineFigure(line([3, 2, 1]), STYLE)).x).toEqual([]);
    const away = line([3, 2, 1], { live: true, zoom: [0, 1] });
    expect(markers(lineFigure(away, STYLE)).x).toEqual([]);
  });

  it('marks points that stand alone between gaps: a line would not show them', () => {
    const { x } = markers(
      lineFigure(line([NaN, 2, NaN, 4, 5, Infinity]), STYLE)
    );
    expect(x).toEqual([1]);
  });

  it('does not mark a last value that is not finite', () => {
    const { x } = markers(lineFigure(line([3, 2, NaN], { live: true }), STYLE));
    expect(x).toEqual([]);
  });

  it('has no buttons, sends nothing anywhere, and does not resize itself', () => {
    const { config, layout } = lineFigure(line([1, 2]), STYLE);
    expect(config).toMatchObject({
      staticPlot: true,
      displayModeBar: false,
      showSendToCloud: false,
      responsive: false
    });
    expect(layout).toMatchObject({ width: 260, height: 134, autosize: false });
  });

  it('makes room for long labels of values, and for no others', () => {
    const wide = { ...STYLE, formatValues: () => ['0.98122', '0.98126'] };
    const { layout } = lineFigure(line([1, 2]), wide);
    expect(lineFigure(line([1, 2]), STYLE).layout.margin?.l).toBe(38);
    expect(layout.margin?.l).toBeGreaterThan(45);
  });

  it('shows fewer places where their labels are long', () => {
    const labelled = (write: (tick: number) => string) => {
      const style = {
        ...STYLE,
        formatPlaces: (ticks: readonly number[]) => ticks.map(write)
      };
      const { layout } = lineFigure(line([1, 2, 3, 4, 5]), style);
      return layout.xaxis?.tickvals as number[];
    };
    expect(labelled(String).length).toBe(5);
    expect(labelled(tick => `60.00000${tick}M`).length).toBeLessThan(4);
    expect(labelled(tick => `${tick}<br>22 Nov`).length).toBe(5);
  });

  it('starts at step 0 while only the end of a series is here', () => {
    const late = line([3, 2, 1], {
      complete: false,
      ends: [800, 1000],
      last: { x: 1000, value: 1 }
    });
    expect(lineFigure(late, STYLE).layout.xaxis?.range).toEqual([0, 1000]);
  });

  it('keeps the axis of a live run still until time has passed it', () => {
    const at = (seconds: number) =>
      lineFigure(
        line([1, 2], { kind: 'elapsed', ends: [0, seconds], live: true }),
        STYLE
      ).layout.xaxis?.range;
    expect(at(61)).toEqual([0, 80]);
    expect(at(79)).toEqual([0, 80]);
    expect(at(81)).toEqual([0, 100]);
  });

  it('draws a series without a finite value as an empty chart', () => {
    const { layout } = lineFigure(line([NaN, NaN]), STYLE);
    expect(layout.yaxis?.range).toEqual([
      expect.any(Number),
      expect.any(Number)
    ]);
  });
});
