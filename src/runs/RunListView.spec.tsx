import { MadeUpHost, madeUpInfo, uid } from './testing/madeUpRuns';
import { RenderedList } from './testing/renderedList';

const HERE = { notebook: 'digits.ipynb' };

const INFOS = [
  madeUpInfo(9, {
    ...HERE,
    cell: 'a',
    state: 'running',
    step: 1240,
    colour: '#2f6fde'
  }),
  madeUpInfo(8, { ...HERE, cell: 'a' }),
  madeUpInfo(7, { ...HERE, cell: 'b', tags: ['baseline'] }),
  madeUpInfo(6, { ...HERE, step: null, state: 'killed' }),
  madeUpInfo(5, { program: 'train.py', hidden: true }),
  madeUpInfo(4, { program: 'train.py', mine: false, owner: 'ben' }),
  madeUpInfo(3, { notebook: 'other.ipynb' }),
  madeUpInfo(2, { ...HERE, trash: true })
];

describe('RunListView', () => {
  let view: RenderedList;

  const render = (infos = INFOS, host?: MadeUpHost) =>
    (view = new RenderedList(infos, host));

  afterEach(() => view.dispose());

  const active = () => (document.activeElement as HTMLElement).dataset.run;

  describe('shows', () => {
    it('the runs in their groups, with state, step, and what is folded away', () => {
      render();
      expect(view.texts('.jp-Runside-groupRow')).toEqual([
        'This notebook4',
        '1 earlier',
        '1 short run',
        'train.py2',
        'Other notebooks1',
        'Trash1'
      ]);
      expect(view.texts('.jp-Runside-runName')).toEqual([
        'run-9',
        'run-7',
        'run-5',
        'run-4'
      ]);
      expect(
        view.row(uid(9)).querySelector('.jp-Runside-runSecond')!.textContent
      ).toMatch(/^running · .* · step 1,240$/);
      expect(view.texts('.jp-Runside-runsFooter')).toEqual(['live7 runs']);
    });

    it('the metric’s line and value, once they have come', async () => {
      render();
      expect(view.all('.jp-Runside-sparkline')).toHaveLength(0);
      await view.settle();
      await view.settle();
      expect(view.all('.jp-Runside-sparkline')).toHaveLength(4);
      const value = view
        .row(uid(9))
        .querySelector<HTMLElement>('.jp-Runside-runValue')!;
      expect(value.textContent).toMatch(/^0\.9\d+$/);
      expect(value.title).toMatch(/^val\/accuracy: 0\.9\d{5,}$/);
      expect(view.row(uid(9)).getAttribute('aria-label')).toMatch(
        /^run-9, running, .*, step 1,240, val\/accuracy 0\.9\d+$/
      );
    });

    it('a run that is hidden in its place, with its eye struck through', async () => {
      render();
      const eye = view.button('Show run-5');
      expect(eye.style.color).toBe('');
      expect(view.button('Hide run-9').style.color).not.toBe('');
      view.click(eye);
      expect(view.button('Hide run-5')).toBeTruthy();
      await view.settle();
      expect(view.host.edits).toEqual([[uid(5), { hidden: false }]]);
    });

    it('what cannot be read, in words, at the foot', () => {
      const host = new MadeUpHost();
      host.runs.reset([], ['digits/x: no run.json']);
      render(INFOS, host);
      const fold = view.button('1 thing cannot be read');
      expect(view.get('.jp-Runside-problems ul').hidden).toBe(true);
      view.click(fold);
      expect(view.get('.jp-Runside-problems ul').hidden).toBe(false);
      expect(view.texts('.jp-Runside-problems li')).toEqual([
        'digits/x: no run.json'
      ]);
    });

    it('only rows near what is visible, of thousands', () => {
      render(
        Array.from({ length: 5000 }, (_, i) => madeUpInfo(6000 - i, HERE))
      );
      expect(view.all('[role=row]').length).toBeLessThan(40);
      expect(view.get('[role=treegrid]').getAttribute('aria-rowcount')).toBe(
        '5001'
      );
    });

    it('the last known list, and that it is that, while the server is away', () => {
      render();
      view.act(() => view.host.setServer('disconnected'));
      expect(view.texts('.jp-Runside-runName')).toHaveLength(4);
      expect(view.texts('.jp-Runside-phrase')[0]).toBe(
        'disconnected, trying again'
      );
      expect(
        view.row(uid(9)).querySelector('.jp-Runside-stateDot')!
      ).toHaveProperty('dataset.reached', 'false');
    });
  });

  describe('where there are no runs', () => {
    const at = (state: MadeUpHost['server']['state']) => {
      const host = new MadeUpHost();
      host.server.state = state;
      render([], host);
      return view.node.textContent;
    };

    it('says what to type', () => {
      expect(at('connected')).toContain('runside.init(');
    });

    it('says what to do where the server part is missing', () => {
      const said = at('absent');
      expect(said).toContain('Restart Jupyter');
      expect(said).toContain('runside doctor');
    });

    it('says that the server is away', () => {
      expect(at('disconnected')).toContain('does not answer');
    });

    it('has outlines at first, then words', () => {
      jest.useFakeTimers();
      at('connecting');
      expect(view.all('.jp-Runside-skeleton').length).toBeGreaterThan(0);
      view.act(() => jest.advanceTimersByTime(1000));
      expect(view.texts('.jp-Runside-emptiness')).toEqual([
        'Loading the runs…'
      ]);
      jest.useRealTimers();
    });
  });

  describe('by keyboard', () => {
    beforeEach(() => {
      render();
      view.focus(view.get('[role=row][tabindex="0"]'));
    });

    it('is one tab stop, from which the arrows go', () => {
      expect(view.all('.jp-Runside-rows [tabindex="0"]')).toHaveLength(1);
      view.press('ArrowDown');
      expect(active()).toBe(uid(9));
      view.press('End');
      expect(document.activeElement!.textContent).toBe('Trash1');
      view.press('Home');
      expect(document.activeElement!.textContent).toBe('This notebook4');
      expect(view.all('.jp-Runside-rows [tabindex="0"]')).toHaveLength(1);
    });

    it('folds and unfolds', () => {
      view.press('ArrowDown');
      view.press('ArrowDown');
      view.press('Enter');
      expect(view.row(uid(8)).getAttribute('aria-level')).toBe('3');
      view.press('ArrowRight');
      expect(active()).toBe(uid(8));
      view.press('ArrowLeft');
      view.press('ArrowLeft');
      expect(view.all(`[data-run="${uid(8)}"]`)).toHaveLength(0);
      view.press('ArrowLeft');
      expect(document.activeElement!.textContent).toBe('This notebook4');
    });

    it('brings a run into view, and then into a tab', () => {
      view.press('ArrowDown');
      view.press('Enter');
      expect(view.list.chosen).toBe(uid(9));
      expect(view.row(uid(9)).getAttribute('aria-current')).toBe('true');
      expect(view.host.opened).toEqual([]);
      view.press('Enter');
      expect(view.host.opened).toEqual([uid(9)]);
    });

    it('renames in place', async () => {
      view.press('ArrowDown');
      view.press('F2');
      const field = view.get('.jp-Runside-nameField') as HTMLInputElement;
      expect(document.activeElement).toBe(field);
      view.type(field, ' better name ');
      view.press('Enter');
      expect(active()).toBe(uid(9));
      expect(view.texts('.jp-Runside-runName')[0]).toBe('better name');
      await view.settle();
      expect(view.host.edits).toEqual([[uid(9), { name: 'better name' }]]);
    });

    it('leaves the name as it was on Escape', async () => {
      view.press('ArrowDown');
      view.press('F2');
      view.type(view.get('.jp-Runside-nameField') as HTMLInputElement, 'x');
      view.press('Escape');
      await view.settle();
      expect(view.host.edits).toEqual([]);
      expect(active()).toBe(uid(9));
    });

    it('toggles the eye, and moves to the trash and back', async () => {
      view.press('ArrowDown');
      view.press(' ');
      expect(view.button('Show run-9')).toBeTruthy();
      view.press('Delete');
      expect(view.all(`[data-run="${uid(9)}"]`)).toHaveLength(0);
      // The next run has its place; nobody loses the keyboard.
      expect(active()).toBe(uid(8));
      await view.settle();
      view.click(view.button('Undo'));
      await view.settle();
      expect(view.host.runs.get(uid(9))).toMatchObject({
        trash: false,
        hidden: true
      });
    });

    it('selects several, for which an action then is', async () => {
      view.press('ArrowDown');
      view.press('ArrowDown', { shiftKey: true });
      view.press('ArrowDown', { shiftKey: true });
      expect(view.texts('.jp-Runside-barText')).toEqual(['2 selected']);
      view.press('a', { ctrlKey: true });
      expect(view.texts('.jp-Runside-barText')).toEqual(['4 selected']);
      view.press('Delete');
      await view.settle();
      // Somebody else's run stays where it is.
      expect(view.host.edits.map(([run]) => run)).toEqual([9, 7, 5].map(uid));
      expect(view.texts('.jp-Runside-notices')).toEqual([
        '3 runs moved to trashUndo'
      ]);
    });
  });

  describe('by mouse', () => {
    it('selects with Ctrl and Shift, and opens with a click alone', () => {
      render();
      view.click(view.row(uid(9)));
      expect(view.list.chosen).toBe(uid(9));
      view.click(view.row(uid(5)), { ctrlKey: true });
      expect(view.list.chosen).toBe(uid(9));
      expect(Array.from(view.list.selection.runs)).toEqual([uid(9), uid(5)]);
      view.click(view.row(uid(7)), { shiftKey: true });
      expect(Array.from(view.list.selection.runs)).toEqual([uid(7), uid(5)]);
      view.click(view.button('Select none'));
      expect(view.all('.jp-Runside-runsBar')).toHaveLength(0);
    });

    it('renames with a double click, but not what is somebody else’s', () => {
      render();
      const name = (run: string) =>
        view.row(run).querySelector('.jp-Runside-runName')!;
      view.doubleClick(name(uid(4)));
      expect(view.all('.jp-Runside-nameField')).toHaveLength(0);
      view.doubleClick(name(uid(9)));
      expect(view.all('.jp-Runside-nameField')).toHaveLength(1);
    });

    it('has a menu of what can be done', () => {
      render();
      const labels = () =>
        view.host.menuItems.map(item =>
          item === 'separator' ? '-' : item.label
        );
      view.contextMenu(view.row(uid(9)));
      expect(labels()).toEqual([
        'Open in a tab',
        'Go to cell',
        '-',
        'Rename',
        'Note…',
        'Tags…',
        'Hide',
        '-',
        'Move to trash'
      ]);
      view.contextMenu(view.row(uid(4)));
      expect(labels()).toEqual(['Open in a tab', '-', 'Hide']);
    });
  });

  it('says what was refused, takes it back, and tries again', async () => {
    render();
    view.host.refusal = 'The disk is full.';
    view.click(view.button('Hide run-9'));
    expect(view.button('Show run-9')).toBeTruthy();
    await view.settle();
    expect(view.button('Hide run-9')).toBeTruthy();
    expect(view.get('[role=alert]').textContent).toContain(
      '“run-9” was not changed: The disk is full.'
    );
    view.host.refusal = null;
    view.click(view.button('Try again'));
    await view.settle();
    expect(view.all('[role=alert]')).toHaveLength(0);
    expect(view.button('Show run-9')).toBeTruthy();
  });

  it('finds what is folded away, and says when nothing matches', () => {
    render();
    const field = view.get('[role=searchbox]') as HTMLInputElement;
    view.type(field, 'other.ipynb');
    expect(view.texts('.jp-Runside-runName')).toEqual(['run-3']);
    view.type(field, 'resnet');
    expect(view.texts('.jp-Runside-emptyTitle')).toEqual([
      'No run matches “resnet”'
    ]);
    view.focus(field);
    view.press('Escape');
    expect(view.texts('.jp-Runside-runName')).toHaveLength(4);
  });

  it('restores from the trash, and deletes for ever once that is meant', async () => {
    render();
    view.click(view.all('.jp-Runside-groupRow').at(-1)!);
    expect(view.texts('.jp-Runside-runName')).toEqual(['run-2']);
    view.host.isConfirming = false;
    view.click(view.button('Delete run-2 for ever…'));
    await view.settle();
    expect(view.host.confirmed).toEqual(['Delete “run-2” for ever?']);
    expect(view.host.removed).toEqual([]);
    view.host.isConfirming = true;
    view.click(view.button('Delete run-2 for ever…'));
    await view.settle();
    expect(view.host.removed).toEqual([uid(2)]);
    expect(view.texts('.jp-Runside-emptyTitle')).toEqual([
      'The trash is empty'
    ]);
    view.click(view.button('Back to the runs'));
    expect(view.texts('.jp-Runside-runName')).toHaveLength(4);
  });

  it('writes tags of several runs, and a note of one', async () => {
    render();
    view.act(() =>
      view.list.setEditor({ kind: 'tags', runs: [uid(9), uid(7)] })
    );
    view.click(view.button('Remove the tag baseline'));
    view.type(view.get('.jp-Runside-chips input') as HTMLInputElement, 'a, b');
    view.click(view.button('Save'));
    await view.settle();
    expect(view.host.edits).toEqual([
      [uid(9), { tags: ['a', 'b'] }],
      [uid(7), { tags: ['a', 'b'] }]
    ]);
    view.act(() => view.list.setEditor({ kind: 'note', run: uid(9) }));
    view.type(view.get('textarea') as HTMLTextAreaElement, 'the best so far\n');
    view.press('Enter', { ctrlKey: true });
    await view.settle();
    expect(view.host.edits[2]).toEqual([uid(9), { notes: 'the best so far' }]);
  });

  it('shows the metric that somebody chooses', async () => {
    render();
    await view.settle();
    view.click(view.button('Metric of the list: val/accuracy'));
    expect(view.texts('[role=option]')).toEqual([
      'Automaticval/accuracy',
      'train/loss4 runs',
      'val/accuracy4 runs'
    ]);
    view.type(view.get('[role=combobox]') as HTMLInputElement, 'lo');
    view.press('Enter');
    expect(view.list.state.metric).toBe('train/loss');
    expect(document.activeElement).toBe(
      view.button('Metric of the list: train/loss')
    );
  });
});
