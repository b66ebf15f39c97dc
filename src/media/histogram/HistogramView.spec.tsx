import { RenderedPanel } from '../../panel/testing/renderedPanel';
import { SyntheticRun } from '../../panel/testing/syntheticRun';
import { readBins } from './bins';
import { barsPath } from './HistogramView';

const ONE = { _type: 'histogram', values: [3, 0, 1], bins: [-1, 0, 1, 3] };

describe('a card of histograms', () => {
  let run: SyntheticRun;
  let panel: RenderedPanel;

  beforeEach(() => {
    run = new SyntheticRun();
  });

  afterEach(() => panel.dispose());

  async function open(): Promise<void> {
    panel = new RenderedPanel(run);
    panel.seeAll();
    await panel.settle();
  }

  it('says what it is, and draws the latest', async () => {
    run.log(0, 100, { weights: { ...ONE, values: [1, 1, 1] } });
    run.log(4, 104, { weights: { ...ONE, nan: 2 } });
    await open();
    const card = panel.card('weights');
    expect(card.dataset.kind).toBe('histogram');
    expect(card.getAttribute('aria-label')).toBe('weights: 3 bins of step 4');
    const drawing = panel.get('.jp-Runside-histogram svg');
    expect(drawing.getAttribute('aria-label')).toBe(
      'Histogram from -1 to 3, at most 3 in a bin'
    );
    expect(panel.get('figcaption').textContent).toBe('-12 NaN3');
  });

  it('says so where the bins are not here', async () => {
    run.log(0, 100, { weights: { _type: 'histogram', values: [1] } });
    await open();
    expect(panel.card('weights').textContent).toContain(
      'The bins of this histogram are not here.'
    );
  });

  it('draws the first few of a batch', async () => {
    const { _type: _, ...item } = ONE;
    const items = Array.from({ length: 6 }, () => item);
    run.log(0, 100, { weights: { _type: 'histograms', count: 6, items } });
    await open();
    expect(panel.text('.jp-Runside-cardValue')).toEqual(['6 histograms']);
    expect(panel.text('.jp-Runside-histogram')).toHaveLength(4);
    expect(panel.text('.jp-Runside-histograms > p')).toEqual(['and 2 more']);
  });

  it('has bars as wide as the bins, and none where nothing was counted', () => {
    const [bins] = readBins(ONE)!;
    expect(barsPath(bins)).toBe('M0 1V0H0.25V1ZM0.5 1V0.6667H1V1Z');
    panel = new RenderedPanel(run);
  });
});
