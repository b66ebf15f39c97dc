import type { IRunEdit } from '../protocol';
import { RenderedPanel } from './testing/renderedPanel';
import { SyntheticRun } from './testing/syntheticRun';

describe('the overview', () => {
  let run: SyntheticRun;
  let panel: RenderedPanel;
  let edits: IRunEdit[];
  let refusal: Error | null;

  beforeEach(() => {
    run = new SyntheticRun();
    edits = [];
    refusal = null;
    run.setInfo({ tags: ['baseline'], notes: 'see https://example.org/x' });
  });

  afterEach(() => panel.dispose());

  function open(canEdit = true): void {
    const edit = (uid: string, edit: IRunEdit) => {
      expect(uid).toBe(run.uid);
      edits.push(edit);
      return refusal ? Promise.reject(refusal) : Promise.resolve();
    };
    panel = new RenderedPanel(run, { host: canEdit ? { edit } : {} });
    panel.click(panel.button('Overview'));
  }

  /** What stands beside a name. */
  const fact = (name: string) => {
    const names = panel.text('.jp-Runside-facts dt');
    return panel.text('.jp-Runside-facts dd')[names.indexOf(name)];
  };

  async function write(label: string, text: string, key = 'Enter') {
    panel.click(panel.button(label));
    const field = panel.get('.jp-Runside-field') as HTMLInputElement;
    expect(field.getAttribute('aria-label')).toBe(label);
    expect(document.activeElement).toBe(field);
    panel.input(field, text);
    panel.press(field, key);
    await panel.settle();
  }

  it('shows in one row what operations tell of a metric', () => {
    run.summary = { loss: { min: 0.25, mean: 1.5 }, n: { x: 3 } };
    open();
    const cell = panel.get('tr[data-key="loss"] td');
    const told = Array.from(cell.querySelectorAll('dl > div'), pair =>
      Array.from(pair.children, part => part.textContent)
    );
    expect(told).toEqual([
      ['min', '0.25'],
      ['mean', '1.5']
    ]);
    expect(panel.get('tr[data-key="n.x"] td').textContent).toBe('3');
  });

  it('shows of an array what stands for it', () => {
    run.summary = {
      weights: {
        _type: 'numpy.ndarray',
        sha256: 'a'.repeat(64),
        shape: [3, 4],
        dtype: 'float32',
        min: -1.23456,
        '50%': 0,
        mean: 0.5
      }
    };
    open();
    const cell = panel.get('tr[data-key="weights"] td');
    expect(cell.textContent).toBe('float32 of 3 × 4');
    expect(panel.text('.jp-Runside-measures > div')).toEqual([
      'min-1.235',
      '50%0',
      'mean0.5'
    ]);
  });

  it('changes name, tags and total steps in place', async () => {
    open();
    await write('Rename the run', 'better-name');
    await write('Edit the tags, with commas between them', 'a, b,, a');
    await write('Edit the number of steps that the run will have', '20,000');
    expect(edits).toEqual([
      { name: 'better-name' },
      { tags: ['a', 'b'] },
      { total_steps: 20_000 }
    ]);
    expect(panel.node.querySelector('.jp-Runside-field')).toBeNull();
  });

  it('keeps notes of several lines, with their addresses as links', async () => {
    open();
    expect(panel.get('.jp-Runside-facts a').textContent).toBe(
      'https://example.org/x'
    );
    panel.click(panel.button('Edit the notes'));
    const area = panel.get('textarea.jp-Runside-field') as HTMLTextAreaElement;
    panel.input(area as never, 'one\ntwo');
    panel.press(area, 'Enter');
    expect(edits).toEqual([]);
    panel.click(panel.button('Save'));
    await panel.settle();
    expect(edits).toEqual([{ notes: 'one\ntwo' }]);
  });

  it('changes nothing where nothing was changed, or where one thinks better of it', async () => {
    open();
    await write('Rename the run', 'other', 'Escape');
    await write('Rename the run', 'calm-river-14');
    expect(edits).toEqual([]);
    expect(panel.node.querySelector('.jp-Runside-field')).toBeNull();
  });

  it('says what is wrong, and keeps what was written', async () => {
    open();
    await write('Edit the number of steps that the run will have', 'many');
    expect(panel.text('[role=alert]')).toEqual([
      '“many” is no number of steps: write a whole number from 1.'
    ]);
    panel.click(panel.button('Cancel'));
    refusal = new Error('The folder cannot be written to.');
    await write('Rename the run', 'x');
    expect(panel.text('[role=alert]')).toEqual([refusal.message]);
    const field = panel.get('.jp-Runside-field') as HTMLInputElement;
    expect(field.value).toBe('x');
  });

  it('offers no edit of a run of somebody else, and says whose it is', () => {
    run.setInfo({ owner: 'bea', mine: false });
    open();
    expect(panel.button('Rename the run')).toBeNull();
    expect(fact('Owner')).toMatch(/^bea/);
    expect(fact('Tags')).toBe('baseline');
    expect(fact('Notes')).toBe('see https://example.org/x');
  });

  it('offers none where the host has none, nor of a saved picture', () => {
    open(false);
    expect(panel.button('Rename the run')).toBeNull();
    panel.dispose();
    run.keep();
    open();
    expect(panel.button('Rename the run')).toBeNull();
  });

  it('says that the interpreter left without finish()', () => {
    run.setInfo({ state: 'finished', exit: 0, reason: 'ended' });
    open();
    expect(fact('State')).toMatch(/^finishedThe interpreter left without/);
  });

  it('shows the media of the summary', async () => {
    run.summary = {
      sample: { _type: 'image-file', sha256: 'a'.repeat(64), caption: 'cat' }
    };
    open();
    await panel.settle();
    expect(panel.text('.jp-Runside-mediaRow figcaption')).toEqual(['cat']);
  });
});
