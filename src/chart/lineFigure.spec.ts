import { type ILine, type ILineStyle, lineFigure } from './lineFigure';

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
  formatSteps: ticks => ticks.map(String),
  describePoint: ({ step, value }) => [`step ${step}`, String(value)]
};

function line(values: number[], more: Partial<ILine> = {}): ILine {
  const last = values.length - 1;
  const finite = values.filter(Number.isFinite);
  return {
    view: {
      step: Float64Array.from(values, (_, i) => i),
      time: Float64Array.from(values, (_, i) => 1000 + i),
      value: Float64Array.from(values),
      of: values.length
    },
    over: null,
    complete: true,
    last: { step: last, value: values[last] },
    least: finite.length > 0 ? Math.min(...finite) : null,
    greatest: finite.length > 0 ? Math.max(...finite) : null,
    live: false,
    totalSteps: null,
    colour: '#2f6fde',
    ...more
  };
}

interface IMarkers {
  x: number[];
  y: number[];
  marker: { size: number[] };
}

function markers(figure: ReturnType<typeof lineFigure>): IMarkers {
  return figure.data[1] as unknown as IMarkers;
}

describe('lineFigure', () => {
  it('stands over another metric with an axis of its values', () => {
    const over = Float64Array.of(0, 0.5, 0.5, 1.5);
    const shown = line([3, 2, 4, 1], { over, last: { step: 1.5, value: 1 } });
    const { data, layout } = lineFigure({ ...shown, live: true }, STYLE);
    expect((data[0] as { x: unknown }).x).toBe(over);
    expect(layout.xaxis?.range).toEqual([0, 1.5]);
    expect(layout.xaxis?.tickvals).toEqual([0, 0.5, 1, 1.5]);
    expect(layout.margin?.b).toBeGreaterThan(
      lineFigure(line([1]), STYLE).layout.margin?.b ?? 0
    );
    expect(markers({ data, layout, config: {} }).x).toEqual([1.5]);
  });

  it('hands the points to plotly as they are, so that hover is true', () => {
    const shown = line([3, 2, NaN, 1]);
    const [trace] = lineFigure(shown, STYLE).data as {
      x: unknown;
      y: unknown;
      connectgaps: boolean;
      customdata: unknown[];
    }[];
    expect(trace.x).toBe(shown.view.step);
    expect(trace.y).toBe(shown.view.value);
    expect(trace.connectgaps).toBe(false);
    expect(trace.customdata[1]).toEqual(['step 1', '2']);
  });

  it('marks the last point of a live run, and of no other', () => {
    const live = markers(lineFigure(line([3, 2, 1], { live: true }), STYLE));
    expect([live.x, live.y]).toEqual([[2], [1]]);
    expect(markers(lineFigure(line([3, 2, 1]), STYLE)).x).toEqual([]);
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
      displayModeBar: false,
      showSendToCloud: false,
      responsive: false
    });
    expect(layout).toMatchObject({ width: 260, height: 134, autosize: false });
  });

  it('keeps what the user did to the chart', () => {
    const before = lineFigure(line([1, 2]), STYLE).layout.uirevision;
    const after = lineFigure(line([1, 2, 3]), STYLE).layout.uirevision;
    expect(before).toBeDefined();
    expect(after).toBe(before);
  });

  it('makes room for long labels of values, and for no others', () => {
    const wide = { ...STYLE, formatValues: () => ['0.98122', '0.98126'] };
    const { layout } = lineFigure(line([1, 2]), wide);
    expect(lineFigure(line([1, 2]), STYLE).layout.margin?.l).toBe(38);
    expect(layout.margin?.l).toBeGreaterThan(45);
  });

  it('shows fewer steps where their labels are long', () => {
    const long = {
      ...STYLE,
      formatSteps: (ticks: readonly number[]) =>
        ticks.map(tick => `60.00000${tick}M`)
    };
    const ticks = (style: ILineStyle) =>
      lineFigure(line([1, 2, 3, 4, 5]), style).layout.xaxis
        ?.tickvals as number[];
    expect(ticks(STYLE).length).toBe(5);
    expect(ticks(long).length).toBeLessThan(4);
  });

  it('starts at step 0 while only the end of a series is here', () => {
    const late = line([3, 2, 1], {
      complete: false,
      view: {
        step: Float64Array.of(800, 900, 1000),
        time: Float64Array.of(1, 2, 3),
        value: Float64Array.of(3, 2, 1),
        of: 1000
      },
      last: { step: 1000, value: 1 }
    });
    expect(lineFigure(late, STYLE).layout.xaxis?.range).toEqual([0, 1000]);
  });

  it('draws a series without a finite value as an empty chart', () => {
    const { layout } = lineFigure(line([NaN, NaN]), STYLE);
    expect(layout.yaxis?.range).toEqual([
      expect.any(Number),
      expect.any(Number)
    ]);
  });
});
