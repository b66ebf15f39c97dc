import { RenderedPanel } from './testing/renderedPanel';
import { SyntheticRun } from './testing/syntheticRun';

const hash = (n: number) => n.toString(16).padStart(64, '0');

function batch(step: number, count: number) {
  return {
    _type: 'images/separated',
    width: 8,
    height: 8,
    captions: Array.from({ length: count }, (_, i) => `<b>${step}.${i}</b>`),
    items: Array.from({ length: count }, (_, i) => ({
      sha256: hash(step * 100 + i)
    }))
  };
}

describe('a card of images', () => {
  let run: SyntheticRun;
  let panel: RenderedPanel;
  let fetched: string[];

  beforeEach(async () => {
    fetched = [];
    URL.createObjectURL = () => `blob:${fetched.length}`;
    URL.revokeObjectURL = () => undefined;
    run = new SyntheticRun();
    for (const step of [0, 200, 400]) {
      run.log(step, step, { 'examples/wrong': batch(step, 3) });
    }
    panel = new RenderedPanel(run, {
      host: {
        blob: (_, sha256) => {
          fetched.push(sha256);
          return sha256 === hash(1)
            ? Promise.reject(new Error('not found'))
            : Promise.resolve(new Blob(['x']));
        }
      }
    });
    await panel.settle();
  });

  afterEach(async () => {
    await panel.settle();
    panel.dispose();
  });

  const slider = () =>
    panel.get('.jp-Runside-card input[type=range]') as HTMLInputElement;
  const where = () => slider().getAttribute('aria-valuetext');
  const captions = () => panel.text('.jp-Runside-image figcaption');

  async function see(): Promise<void> {
    panel.see(panel.card('examples/wrong'), true);
    await panel.settle();
  }

  it('fetches nothing before it is in sight', async () => {
    expect(fetched).toEqual([]);
    await see();
    expect(panel.node.querySelectorAll('img')).toHaveLength(3);
  });

  it('shows the newest step, and follows', async () => {
    await see();
    expect(panel.card('examples/wrong').dataset.kind).toBe('image');
    expect(where()).toBe('step 400 · following');
    run.log(600, 600, { 'examples/wrong': batch(600, 3) });
    panel.emit();
    await panel.settle();
    expect(where()).toBe('step 600 · following');
  });

  it('stays where the user puts it, and follows again from the end', () => {
    panel.input(slider(), '1');
    expect(where()).toBe('step 200');
    run.log(600, 600, { 'examples/wrong': batch(600, 3) });
    panel.emit();
    expect(where()).toBe('step 200');
    panel.input(slider(), '3');
    expect(where()).toBe('step 600 · following');
  });

  it('has the steps before and after at hand', async () => {
    await see();
    expect(fetched).toContain(hash(20_000));
    const before = fetched.length;
    panel.input(slider(), '1');
    await panel.settle();
    expect(fetched.slice(before)).toEqual([hash(0), hash(1), hash(2)]);
  });

  it('writes captions as text', () => {
    expect(captions()).toEqual([
      '<b>400.0</b>',
      '<b>400.1</b>',
      '<b>400.2</b>'
    ]);
  });

  it('keeps the room of the step with the most images', () => {
    run.log(600, 600, { 'examples/wrong': batch(600, 1) });
    panel.emit();
    expect(panel.node.querySelectorAll('.jp-Runside-image')).toHaveLength(3);
    expect(panel.text('.jp-Runside-cardValue')).toEqual(['1 image']);
  });

  it('says which image is missing, and tries again', async () => {
    await see();
    panel.input(slider(), '0');
    await panel.settle();
    const missing = panel.get('.jp-Runside-imageMissing');
    expect(missing.title).toBe('not found');
    const before = fetched.length;
    panel.click(missing);
    await panel.settle();
    expect(fetched.slice(before)).toEqual([hash(1)]);
  });

  it('plays through the steps, and follows again at the end', () => {
    jest.useFakeTimers();
    panel.click(panel.button('Play the steps'));
    expect(where()).toBe('step 0');
    panel.advance(300);
    expect(where()).toBe('step 200');
    panel.advance(300);
    expect(where()).toBe('step 400 · following');
    expect(panel.button('Play the steps')).toBeTruthy();
    jest.useRealTimers();
  });

  it('is apart from text under the same key', () => {
    run.log(800, 800, { 'examples/wrong': 'none' });
    panel.emit();
    const kinds = Array.from(
      panel.node.querySelectorAll<HTMLElement>('[data-key="examples/wrong"]'),
      card => [card.dataset.kind, card.querySelectorAll('dd').length]
    );
    expect(kinds).toEqual([
      ['image', 0],
      ['text', 1]
    ]);
    expect(where()).toBe('step 400 · following');
  });
});
