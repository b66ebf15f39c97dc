import { NO_RULE } from '../model';
import { RenderedPanel } from './testing/renderedPanel';
import { SyntheticRun } from './testing/syntheticRun';

describe('XAxisChoice', () => {
  let run: SyntheticRun;
  let panel: RenderedPanel;

  beforeEach(() => {
    run = new SyntheticRun();
    run.setInfo({ state: 'finished' });
    const { start } = run.info!;
    for (let step = 0; step < 5; step++) {
      run.log(step, start + 10 * step, {
        loss: 1 / (step + 1),
        tokens: 512 * step
      });
    }
    run.log(9, start + 90, { alone: 1 });
    run.emit();
  });

  afterEach(() => panel.dispose());

  async function show(): Promise<void> {
    panel = new RenderedPanel(run);
    panel.seeAll();
    await panel.settle();
  }

  function choice(): HTMLSelectElement {
    return panel.get('.jp-Runside-xAxis select') as HTMLSelectElement;
  }

  async function choose(value: string): Promise<void> {
    panel.input(choice(), value);
    await panel.settle();
  }

  /** What stands at the horizontal axis of a chart: its points, and its name. */
  function axis(path: string): [x: number[], name: string | undefined] {
    const plot = panel.card(path).querySelector('.jp-Runside-plot');
    const [{ x }] = panel.plotly.drawn.get(plot as HTMLElement)!
      .data as unknown as { x: Float64Array }[];
    return [[...x], plot!.parentElement!.dataset.over];
  }

  it('changes what all charts count', async () => {
    await show();
    expect(choice().value).toBe('step');
    expect(axis('loss')).toEqual([[0, 1, 2, 3, 4], undefined]);
    await choose('elapsed');
    expect(axis('loss')).toEqual([[0, 10, 20, 30, 40], undefined]);
    await choose('metric:tokens');
    expect(axis('loss')).toEqual([[0, 512, 1024, 1536, 2048], 'tokens']);
  });

  it('leaves those at their steps, and says so, that cannot follow', async () => {
    await show();
    await choose('metric:tokens');
    expect(axis('alone')).toEqual([[9], 'step']);
    // Nothing is drawn over itself.
    expect(axis('tokens')[0]).toEqual([0, 1, 2, 3, 4]);
  });

  it('offers what was defined, where anything was', async () => {
    await show();
    const offered = () =>
      [...choice().querySelectorAll('option')].map(option => option.value);
    expect(offered()).not.toContain('defined');
    run.rules.set('loss', { ...NO_RULE, stepMetric: 'tokens' });
    panel.emit({ structure: true });
    await panel.settle();
    expect(offered()).toContain('defined');
    expect(choice().value).toBe('defined');
    expect(axis('loss')[1]).toBe('tokens');
    await choose('step');
    expect(axis('loss')[1]).toBeUndefined();
  });

  it('lets each chart be zoomed by itself', async () => {
    await show();
    const zoomed = () =>
      [...panel.node.querySelectorAll('.jp-Runside-zoomReset')].map(
        reset => reset.closest<HTMLElement>('[data-key]')!.dataset.key
      );
    const chart = () => panel.card('loss').querySelector('.jp-Runside-chart')!;
    panel.press(chart(), '+');
    await panel.settle();
    expect(zoomed()).toEqual(['loss', 'tokens', 'alone']);
    panel.click(panel.card('tokens').querySelector('.jp-Runside-zoomReset'));
    await panel.settle();
    expect(zoomed()).toEqual([]);
    panel.click(panel.button('Zoom all charts together'));
    panel.press(chart(), '+');
    await panel.settle();
    expect(zoomed()).toEqual(['loss']);
    expect(axis('tokens')[0]).toEqual([0, 1, 2, 3, 4]);
  });
});
