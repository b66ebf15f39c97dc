import { Observers } from '../chart/testing/observers';
import { mountRunPanel } from './mount';
import { plainHost } from './testing/plainHost';
import { SyntheticRun } from './testing/syntheticRun';

// Here React runs as it does in a page.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });

describe('mountRunPanel', () => {
  let node: HTMLElement;
  let run: SyntheticRun;
  let observers: Observers;

  beforeEach(() => {
    observers = Observers.install();
    node = document.createElement('div');
    run = new SyntheticRun();
    run.log(0, 0, { loss: 1 });
  });

  const mount = () =>
    mountRunPanel(node, {
      model: run.model,
      host: plainHost(),
      place: 'output'
    });

  it('has the panel there when it returns', () => {
    const panel = mount();
    expect(node.querySelector('[data-run-id]')).not.toBeNull();
    expect(node.querySelector('[data-key=loss]')).not.toBeNull();
    panel.dispose();
  });

  it('shows the keys that are asked for, with the height that is, and others later', async () => {
    run.log(0, 0, { 'val/loss': 1, 'val/acc': 1 });
    const panel = mountRunPanel(node, {
      model: run.model,
      host: plainHost(),
      place: 'widget',
      keys: ['val/*'],
      height: 300
    });
    const cards = () =>
      Array.from(node.querySelectorAll<HTMLElement>('.jp-Runside-card')).map(
        card => card.dataset.key
      );
    const article = node.querySelector<HTMLElement>('[data-run-id]')!;
    expect(cards()).toEqual(['val/loss', 'val/acc']);
    expect(article.style.height).toBe('300px');
    panel.update({ keys: ['loss'], height: null });
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(cards()).toEqual(['loss']);
    expect(article.style.height).toBe('');
    panel.dispose();
  });

  it('leaves an empty node', () => {
    const panel = mount();
    panel.setVisible(false);
    panel.setVisible(true);
    panel.dispose();
    expect(node.childNodes).toHaveLength(0);
    expect(observers.count).toBe(0);
  });

  it('keeps an error in its own frame, and can be tried again', () => {
    const silenced = jest.spyOn(console, 'error').mockImplementation();
    const keys = jest.spyOn(run, 'keys').mockImplementation(() => {
      throw new Error('the model is broken');
    });
    const panel = mount();
    expect(node.textContent).toContain('the model is broken');
    keys.mockRestore();
    node.querySelector('button')!.click();
    panel.setVisible(true);
    silenced.mockRestore();
    panel.dispose();
  });
});
