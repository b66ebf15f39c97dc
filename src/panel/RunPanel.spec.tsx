import { NO_RULE } from '../model';
import { RenderedPanel } from './testing/renderedPanel';
import { SyntheticRun } from './testing/syntheticRun';

describe('RunPanel', () => {
  let run: SyntheticRun;
  let panel: RenderedPanel;

  beforeEach(() => {
    run = new SyntheticRun();
  });

  afterEach(() => panel.dispose());

  function training(): RenderedPanel {
    run.setInfo({ totalSteps: 2000 });
    for (let step = 0; step <= 1240; step++) {
      run.log(step, run.info!.start + step / 21, {
        'train/loss': 1 / (step + 1)
      });
    }
    run.log(1240, run.info!.lastT!, { 'train/accuracy': 0.9, 'val/loss': 0.5 });
    // What was so far is no news.
    run.emit();
    return new RenderedPanel(run);
  }

  it('says which run it is, to people and to tools', () => {
    panel = training();
    const root = panel.get('.jp-Runside-panel');
    expect(root.dataset.runId).toBe(run.uid);
    expect(root.getAttribute('aria-label')).toBe('Run calm-river-14');
    expect(panel.text('.jp-Runside-name')).toEqual(['calm-river-14']);
    expect(panel.text('.jp-Runside-stateWord')).toEqual(['running']);
    expect(panel.text('.jp-Runside-progress')[0]).toMatch(
      /^· step 1,240 of 2,000 · .*/
    );
  });

  it('has a card for each key, in its section', () => {
    panel = training();
    expect(panel.text('.jp-Runside-fold')).toEqual(['train2', 'val1']);
    const card = panel.card('train/accuracy');
    expect(card.dataset.kind).toBe('number');
    expect(card.closest('section')!.dataset.section).toBe('train');
    expect(card.getAttribute('aria-label')).toBe('accuracy: 0.9 at step 1,240');
  });

  it('says at the top what the researcher waits for', () => {
    panel = training();
    expect(panel.text('.jp-Runside-tile')).toEqual([
      'val / loss0.5lowest 0.5 at 1,240',
      'train / loss8.058e-4lowest 8.058e-4 at 1,240',
      'accuracy0.9highest 0.9 at 1,240'.replace('accuracy', 'train / accuracy')
    ]);
  });

  it('draws the charts in sight, and says when they are on the screen', async () => {
    panel = training();
    await panel.settle();
    expect(panel.plotly.draws).toBe(0);
    const loss = panel.card('train/loss');
    panel.see(loss.querySelector('.jp-Runside-plot')!, true);
    expect(loss.dataset.lastStep).toBeUndefined();
    await panel.settle();
    expect(loss.dataset.lastStep).toBe('1240');
    expect(panel.card('val/loss').dataset.lastStep).toBeUndefined();
    expect(run.retained.get('train/loss')).toContain(256);
  });

  it('draws a metric over the one that was defined for it, as its card says', async () => {
    run.rules.set('val/loss', { ...NO_RULE, stepMetric: 'val/epoch' });
    run.rules.set('val/epoch', { ...NO_RULE, hidden: true });
    run.rules.set('train/loss', { ...NO_RULE, stepMetric: 'never logged' });
    panel = training();
    run.log(1241, run.info!.lastT! + 1, { 'val/loss': 0.4, 'val/epoch': 3 });
    run.log(1250, run.info!.lastT! + 1, { 'val/loss': 0.3, 'val/epoch': 4 });
    panel.emit({ structure: true });
    panel.seeAll();
    await panel.settle();
    const chartOf = (path: string): HTMLElement =>
      panel.card(path).querySelector('.jp-Runside-chart')!;
    const plot = chartOf('val/loss').querySelector('.jp-Runside-plot');
    const { data } = panel.plotly.drawn.get(plot as HTMLElement)!;
    const [{ x, y }] = data as unknown as {
      x: Float64Array;
      y: Float64Array;
    }[];
    expect([...x]).toEqual([3, 4]);
    expect([...y]).toEqual([0.4, 0.3]);
    panel.press(chartOf('val/loss'), 'Home');
    expect(
      chartOf('val/loss').querySelector('.jp-Runside-hoverHead')!.textContent
    ).toMatch(/^epoch 3 · step 1,241 · /);
    expect(chartOf('val/loss').dataset.over).toBe('epoch');
    expect(panel.card('val/loss').dataset.lastStep).toBe('1250');
    // Its legend is still the latest value.
    expect(panel.card('val/loss').textContent).toContain('0.3');
    // Another one was defined for it; it has not come up, so steps stand in for it.
    expect(chartOf('train/loss').dataset.over).toBe('step');
    expect(panel.node.querySelector('[data-key="val/epoch"]')).toBeNull();
  });

  it('shows by its goal which of a metric counts', () => {
    run.rules.set('train/loss', { ...NO_RULE, goal: 'maximize' });
    panel = training();
    expect(panel.text('.jp-Runside-tile')).toContain(
      'train / loss8.058e-4highest 1 at 0'
    );
  });

  it('draws again only what has changed', async () => {
    panel = training();
    panel.seeAll();
    await panel.settle();
    expect(panel.plotly.draws).toBe(3);
    run.log(1241, run.info!.lastT! + 1, { 'train/loss': 0.1 });
    panel.emit();
    await panel.settle();
    expect(panel.plotly.draws).toBe(4);
    expect(panel.card('train/loss').dataset.lastStep).toBe('1241');
    expect(panel.card('val/loss').dataset.lastStep).toBe('1240');
  });

  it('draws all charts again when the theme or the state changes', async () => {
    panel = training();
    panel.seeAll();
    await panel.settle();
    run.setInfo({ state: 'finished' });
    panel.emit();
    await panel.settle();
    expect(panel.plotly.draws).toBe(6);
  });

  it('takes down what has left the sight, and keeps its room', async () => {
    panel = training();
    panel.seeAll();
    await panel.settle();
    panel.seeAll(false);
    expect(panel.plotly.drawn.size).toBe(0);
    expect(panel.node.querySelectorAll('.jp-Runside-plot')).toHaveLength(3);
    // The headline still needs its series.
    expect(run.retained.get('train/loss')).toEqual([0]);
  });

  it('says in the card why a chart could not be drawn, and tries again', async () => {
    panel = training();
    panel.plotly.failure = new Error('no room');
    panel.seeAll();
    await panel.settle();
    const card = panel.card('val/loss');
    expect(card.querySelector('[role=alert]')!.textContent).toContain(
      'no room'
    );
    panel.plotly.failure = null;
    panel.click(card.querySelector('[role=alert] button'));
    await panel.settle();
    expect(card.querySelector('[role=alert]')).toBeNull();
    expect(card.dataset.lastStep).toBe('1240');
  });

  it('folds a section away, with all that it costs', async () => {
    panel = training();
    panel.seeAll();
    await panel.settle();
    const fold = panel.get('[data-section=train] .jp-Runside-fold');
    panel.click(fold);
    expect(fold.getAttribute('aria-expanded')).toBe('false');
    expect(panel.node.querySelector('[data-key="train/loss"]')).toBeNull();
    expect(panel.plotly.drawn.size).toBe(1);
    panel.click(fold);
    expect(panel.card('train/loss')).toBeTruthy();
  });

  it('waits for the first log() with the name and the place of the run', () => {
    run.setInfo({ dir: 'runside-runs/digits/x7k2m9qa' });
    panel = new RenderedPanel(run);
    expect(panel.text('.jp-Runside-waiting')).toEqual([
      'Waiting for the first log()calm-river-14runside-runs/digits/x7k2m9qa'
    ]);
    run.log(0, 0, { loss: 1 });
    panel.emit();
    expect(panel.node.querySelector('.jp-Runside-waiting')).toBeNull();
    expect(panel.card('loss')).toBeTruthy();
  });

  it('says nothing of waiting where a run has ended with nothing', () => {
    run.setInfo({ state: 'finished' });
    panel = new RenderedPanel(run);
    expect(panel.text('.jp-Runside-waiting')[0]).toMatch(/^Nothing was logged/);
  });

  it('shows outlines before it knows anything, and words after a second', () => {
    jest.useFakeTimers();
    panel = new RenderedPanel(run);
    const waiting = panel.get('.jp-Runside-waiting');
    expect(waiting.getAttribute('aria-busy')).toBe('true');
    expect(waiting.textContent).toBe('');
    panel.advance(1000);
    expect(panel.text('.jp-Runside-waiting')).toEqual(['Loading the run…']);
    jest.useRealTimers();
  });

  it('does not look live while nothing answers', () => {
    panel = training();
    run.setLinks({ kernel: 'none', server: 'disconnected' });
    panel.emit();
    expect(panel.get('.jp-Runside-stateDot').dataset.reached).toBe('false');
    expect(panel.text('.jp-Runside-progress')[0]).toMatch(/^· as last seen/);
    expect(panel.text('.jp-Runside-footer')[0]).toMatch(
      /^disconnected, trying again/
    );
  });

  it('says killed in words, beside the colour', () => {
    panel = training();
    run.setInfo({ state: 'killed' });
    panel.emit();
    expect(panel.text('.jp-Runside-stateWord')).toEqual(['killed']);
    expect(panel.get('.jp-Runside-stateDot').dataset.state).toBe('killed');
  });

  it('says that a cell has failed, where that was the last thing heard', () => {
    panel = training();
    run.setInfo({ state: 'idle' });
    run.failure = {
      t: 0,
      type: 'ValueError',
      value: 'no batch',
      traceback: [],
      cell: null
    };
    panel.emit();
    expect(panel.text('.jp-Runside-stateWord')).toEqual([
      'idle, the cell failed'
    ]);
    expect(panel.text('.jp-Runside-footer')[0]).toContain(
      'the cell failed: ValueError: no batch'
    );
  });

  it('says that a cell was interrupted, which is no failure', () => {
    panel = training();
    run.setInfo({ state: 'idle' });
    run.failure = {
      t: 0,
      type: 'KeyboardInterrupt',
      value: '',
      traceback: [],
      cell: null
    };
    panel.emit();
    expect(panel.text('.jp-Runside-stateWord')).toEqual(['idle, interrupted']);
    expect(panel.text('.jp-Runside-footer')[0]).not.toContain('Interrupt');
  });

  it('is still while it shows what a notebook has kept', () => {
    run.log(3, 100, { loss: 1 });
    run.keep();
    run.setLinks({ kernel: 'none', server: 'connected' });
    panel = new RenderedPanel(run);
    expect(panel.get('.jp-Runside-stateDot').dataset.reached).toBe('false');
    expect(panel.text('.jp-Runside-progress')[0]).toMatch(/^· as last seen/);
    expect(panel.text('.jp-Runside-footer')[0]).toMatch(/^saved picture, /);
    expect(panel.card('loss')).toBeTruthy();
  });

  it('shows the drawing beside the bundle as an image, until the run is found', () => {
    const picture = { address: 'data:image/svg+xml,x', text: 'loss 0.5' };
    panel = new RenderedPanel(run, { picture });
    const image = panel.get('img') as HTMLImageElement;
    expect([image.src, image.alt]).toEqual([picture.address, picture.text]);
    expect(panel.node.querySelector('.jp-Runside-header')).toBeNull();
    run.log(0, 0, { loss: 1 });
    panel.emit();
    expect(panel.node.querySelector('img')).toBeNull();
    expect(panel.card('loss')).toBeTruthy();
  });

  it('says beside that drawing what is wrong with what was saved', () => {
    run.problems = ['saved picture: no good'];
    const picture = { address: 'data:image/svg+xml,x', text: '' };
    panel = new RenderedPanel(run, { picture });
    expect(panel.text('.jp-Runside-footer')[0]).toContain('1 problem');
  });

  it('says when nobody has the run', () => {
    jest.useFakeTimers();
    run.setLinks({ kernel: 'none' });
    panel = new RenderedPanel(run);
    panel.advance(6000);
    expect(panel.text('.jp-Runside-waiting')[0]).toMatch(
      /^This run has not been found/
    );
    jest.useRealTimers();
  });

  it('offers only what the host can do', () => {
    panel = training();
    expect(panel.button('Open in a tab')).toBeNull();
    expect(panel.button('Go to the cell that made this run')).toBeNull();
    panel.dispose();
    const openInTab = jest.fn();
    panel = new RenderedPanel(run, { host: { openInTab } });
    panel.click(panel.button('Open in a tab'));
    expect(openInTab).toHaveBeenCalledWith(run.uid);
  });

  it('shows config and summary, as text and never as markup', () => {
    run.config = {
      lr: 0.001,
      optimizer: { name: '<img src=x onerror=alert(1)>' },
      docs: 'see https://example.org/a?b=1, or javascript:alert(1)'
    };
    run.summary = { 'val/loss': 0.16421 };
    panel = training();
    panel.click(panel.button('Overview'));
    expect(panel.text('.jp-Runside-table tr')).toEqual([
      'lr0.001',
      'optimizer.name<img src=x onerror=alert(1)>',
      'docssee https://example.org/a?b=1, or javascript:alert(1)',
      'val/loss0.1642'
    ]);
    expect(panel.node.querySelector('img')).toBeNull();
    const links = panel.node.querySelectorAll('a');
    expect(links).toHaveLength(1);
    expect(links[0].href).toBe('https://example.org/a?b=1');
    expect(links[0].rel).toContain('noopener');
    expect(links[0].target).toBe('_blank');
  });

  it('moves through its tabs with the arrow keys', () => {
    panel = training();
    panel.press(panel.get('[role=tab][aria-selected=true]'), 'ArrowRight');
    const overview = panel.get('[role=tab][aria-selected=true]');
    expect(overview.textContent).toBe('Overview');
    expect(document.activeElement).toBe(overview);
    expect(panel.get('[role=tabpanel]').getAttribute('aria-labelledby')).toBe(
      overview.id
    );
    panel.input(panel.get('select') as HTMLSelectElement, 'charts');
    expect(panel.card('train/loss')).toBeTruthy();
  });

  it('leaves nothing behind', async () => {
    panel = training();
    panel.seeAll();
    await panel.settle();
    panel.dispose();
    expect(panel.plotly.drawn.size).toBe(0);
    expect([...run.retained.values()].flat()).toEqual([]);
    expect(panel.observers.count).toBe(0);
  });
});
