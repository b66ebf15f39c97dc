import { type SmoothingKind, smooth } from '../model';
import { RenderedPanel } from './testing/renderedPanel';
import { SyntheticRun } from './testing/syntheticRun';

const VALUES = [4, 1, 3, NaN, 2, 5];
const STEPS = Float64Array.from(VALUES, (_, step) => step);

describe('smoothing', () => {
  let run: SyntheticRun;
  let panel: RenderedPanel;

  beforeEach(async () => {
    run = new SyntheticRun();
    run.setInfo({ state: 'finished' });
    VALUES.forEach((loss, step) =>
      run.log(step, run.info!.start + 10 * step, { loss })
    );
    run.emit();
    panel = new RenderedPanel(run);
    panel.seeAll();
    await panel.settle();
  });

  afterEach(() => panel.dispose());

  async function set(selector: string, value: string): Promise<void> {
    panel.input(panel.get(selector) as HTMLInputElement, value);
    await panel.settle();
  }

  const slide = (place: number) =>
    set('[data-when="wide"] .jp-Runside-smoothing > input', String(place));

  function lines(): { y: number[]; opacity: number }[] {
    const plot = panel.card('loss').querySelector('.jp-Runside-plot');
    const { data } = panel.plotly.drawn.get(plot as HTMLElement)!;
    return (data as unknown as { mode: string; y: Float64Array }[])
      .filter(({ mode }) => mode === 'lines')
      .map(line => ({
        y: [...line.y],
        opacity: (line as unknown as { opacity: number }).opacity
      }));
  }

  const smoothed = (kind: SmoothingKind, amount: number) => [
    ...smooth(STEPS, Float64Array.from(VALUES), { kind, amount })
  ];

  const text = () =>
    panel.get('[data-when="wide"] .jp-Runside-smoothing output').textContent;

  it('is off at first', () => {
    expect(lines()).toEqual([{ y: VALUES, opacity: 1 }]);
    expect(text()).toBe('off');
  });

  it('draws the smoothed line over what was logged, which is faint', async () => {
    await slide(60);
    expect(text()).toBe('0.60');
    const [raw, over] = lines();
    expect(raw.y).toEqual(VALUES);
    expect(raw.opacity).toBeLessThan(0.5);
    expect(over).toEqual({ y: smoothed('time-weighted-ema', 0.6), opacity: 1 });
    await slide(0);
    expect(lines()).toEqual([{ y: VALUES, opacity: 1 }]);
  });

  it('stays what it is over other axes', async () => {
    await slide(60);
    await set('.jp-Runside-xAxis select', 'elapsed');
    expect(lines()[1].y).toEqual(smoothed('time-weighted-ema', 0.6));
  });

  it('is of another kind where that is chosen, as much as before', async () => {
    await slide(50);
    panel.click(panel.get('[aria-label="Arrange the board"]'));
    await set('[aria-label="Kind of smoothing"]', 'ema');
    expect(lines()[1].y).toEqual(smoothed('ema', 0.5));
    await set('[aria-label="Kind of smoothing"]', 'running-average');
    expect(text()).toBe('32');
    expect(lines()[1].y).toEqual(smoothed('running-average', 32));
  });
});
