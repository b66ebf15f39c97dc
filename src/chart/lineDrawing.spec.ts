import { DrawQueue } from './drawQueue';
import { LineDrawing } from './lineDrawing';
import type { IFigure } from './lineFigure';
import { FakePlotly } from './testing/fakePlotly';
import { Frames, settled } from './testing/frames';

const FIGURE: IFigure = { data: [], layout: {}, config: {} };

describe('LineDrawing', () => {
  let frames: Frames;
  let plotly: FakePlotly;
  let node: HTMLElement;
  let shown: (number | null)[];
  let errors: unknown[];
  let step: number | null;
  let isShown: boolean;
  let load: () => Promise<FakePlotly>;
  let drawing: LineDrawing;

  beforeEach(() => {
    frames = new Frames();
    plotly = new FakePlotly();
    node = document.createElement('div');
    Object.defineProperty(node, 'clientWidth', { value: 260 });
    shown = [];
    errors = [];
    step = 1;
    isShown = true;
    load = () => Promise.resolve(plotly);
    drawing = new LineDrawing({
      node,
      queue: new DrawQueue(frames.schedule),
      load: () => load(),
      isShown: () => isShown,
      figure: () => (step === null ? null : { figure: FIGURE, step }),
      onDrawn: drawn => shown.push(drawn),
      onError: error => errors.push(error)
    });
  });

  async function request(): Promise<void> {
    drawing.request();
    await settled();
    await frames.next();
  }

  it('says which step is on the screen only after plotly has drawn it', async () => {
    plotly.isSlow = true;
    await request();
    expect(plotly.draws).toBe(1);
    expect(shown).toEqual([]);
    plotly.finish();
    await settled();
    expect(shown).toEqual([1]);
  });

  it('draws the newest data of the moment, however often it was asked', async () => {
    drawing.request();
    drawing.update();
    drawing.update();
    step = 7;
    await settled();
    await frames.next();
    await frames.next();
    expect(shown).toEqual([7]);
    expect(plotly.draws).toBe(1);
  });

  it('tells plotly that the data is new each time', async () => {
    await request();
    const first = plotly.drawn.get(node)?.layout.datarevision as number;
    await request();
    const second = plotly.drawn.get(node)?.layout.datarevision as number;
    expect(second).not.toBe(first);
  });

  it('is taken down when out of sight, and drawn again when it is back', async () => {
    await request();
    drawing.leave();
    expect(plotly.drawn.has(node)).toBe(false);
    drawing.update();
    await settled();
    await frames.next();
    expect(plotly.draws).toBe(1);
    await request();
    expect(shown).toEqual([1, 1]);
  });

  it('keeps what stands, and draws nothing, while the panel is hidden', async () => {
    await request();
    isShown = false;
    await request();
    expect(plotly.draws).toBe(1);
    expect(plotly.drawn.has(node)).toBe(true);
  });

  it('draws nothing while there is nothing to draw', async () => {
    step = null;
    await request();
    expect(plotly.draws).toBe(0);
    expect(shown).toEqual([]);
  });

  it('says why it failed once, rests, and draws when it is tried again', async () => {
    load = () => Promise.reject(new Error('the chunk is gone'));
    await request();
    drawing.update();
    await request();
    expect(errors).toEqual([new Error('the chunk is gone')]);
    load = () => Promise.resolve(plotly);
    drawing.retry();
    await settled();
    await frames.next();
    expect(shown).toEqual([1]);
  });

  it('is of no account any more once it is disposed of', async () => {
    drawing.request();
    drawing.dispose();
    await settled();
    await frames.next();
    drawing.request();
    await settled();
    expect(frames.pending).toBe(0);
    expect(plotly.draws).toBe(0);
  });
});
