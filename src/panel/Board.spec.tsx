import * as React from 'react';

import { readLayout, STANDARD, writeLayout } from './layout';
import { KeptLayouts } from './testing/keptLayouts';
import { RenderedPanel } from './testing/renderedPanel';
import { SyntheticRun } from './testing/syntheticRun';

describe('Board', () => {
  let run: SyntheticRun;
  let store: KeptLayouts;
  let panel: RenderedPanel;

  beforeEach(() => {
    run = new SyntheticRun();
    run.log(0, 0, {
      'train/loss': 1,
      'train/acc': 0.5,
      'val/loss': 1.5,
      'val/top/acc': 0.4,
      lr: 0.1
    });
    run.emit();
    store = new KeptLayouts();
    panel = new RenderedPanel(run, { host: { layouts: store } });
  });

  afterEach(() => panel.dispose());

  const kept = () => readLayout(store.get('digits')).layout;

  /** The sections as they stand, with what their cards are called. */
  const shape = () =>
    Array.from(panel.node.querySelectorAll('section[data-section]'), section =>
      [
        section.querySelector('.jp-Runside-fold')!.textContent,
        ...Array.from(
          section.querySelectorAll('.jp-Runside-cardName'),
          name => name.textContent
        )
      ].join(' ')
    );

  const field = () => panel.get('[role=searchbox]') as HTMLInputElement;
  const type = (text: string) => panel.input(field(), text);
  const focus = (element: HTMLElement | null) =>
    React.act(() => element!.focus());
  const key = (init: KeyboardEventInit, at = document.activeElement!) => {
    const event = new KeyboardEvent('keydown', {
      bubbles: true,
      cancelable: true,
      ...init
    });
    React.act(() => void at.dispatchEvent(event));
    return event;
  };

  describe('the filter', () => {
    it('leaves only what matches, and says how much that is', () => {
      type('loss');
      expect(shape()).toEqual(['train1 of 2 loss', 'val1 loss']);
      expect(panel.text('.jp-Runside-matches')).toEqual(['2 matches']);
      type('train loss');
      expect(panel.text('.jp-Runside-matches')).toEqual(['1 match']);
      type('/^(lr|val)/');
      expect(shape()).toEqual(['val1 loss', 'val/top1 acc', 'Charts1 lr']);
    });

    it('says where nothing matches', () => {
      type('nowhere');
      expect(shape()).toEqual([]);
      expect(panel.text('.jp-Runside-matches')).toEqual(['no match']);
      expect(panel.text('.jp-Runside-none')).toEqual([
        'No card matches “nowhere”.'
      ]);
    });

    it('is cleared by Escape, which then goes no further', () => {
      const outside = jest.fn();
      panel.node.addEventListener('keydown', outside);
      type('loss');
      focus(field());
      key({ key: 'Escape' });
      expect(field().value).toBe('');
      expect(shape()).toHaveLength(4);
      expect(panel.text('.jp-Runside-matches')).toEqual(['']);
      expect(document.activeElement).toBe(field());
      key({ key: 'Escape' });
      expect(outside).toHaveBeenCalledTimes(2);
    });

    it('says at the field what is wrong with an expression, and filters nothing', () => {
      type('/(/');
      expect(shape()).toHaveLength(4);
      expect(field().getAttribute('aria-invalid')).toBe('true');
      const said = panel.get(
        `[id="${field().getAttribute('aria-describedby')}"]`
      );
      expect(said.textContent).toMatch(/^No regular expression: \w/);
    });

    it('leaves folded sections folded, with the count of what matches', () => {
      panel.click(panel.get('[data-section=train] .jp-Runside-fold'));
      type('acc');
      expect(shape()).toEqual(['train1 of 2', 'val/top1 acc']);
    });

    it('is there still after a look at the other tab', () => {
      type('loss');
      panel.click(panel.button('Overview'));
      panel.click(panel.button('Charts'));
      expect(field().value).toBe('loss');
      expect(shape()).toHaveLength(2);
    });

    it('does not bring hidden cards back', () => {
      panel.click(panel.button('Hide lr'));
      type('lr');
      expect(shape()).toEqual([]);
    });
  });

  describe('columns', () => {
    it('are as many as somebody wants, or as many as fit', () => {
      const sections = panel.get('.jp-Runside-sections');
      expect(sections.dataset.columns).toBe('auto');
      const [columns] = panel.node.querySelectorAll<HTMLSelectElement>(
        'select[aria-label=Columns]'
      );
      expect(Array.from(columns.options, ({ text }) => text)).toEqual([
        'as many as fit',
        '1 column',
        ...[2, 3, 4, 5, 6].map(n => `${n} columns`)
      ]);
      panel.input(columns, '3');
      expect(sections.dataset.columns).toBe('3');
      expect(sections.style.getPropertyValue('--runside-columns')).toBe('3');
      expect(kept().columns).toBe(3);
      panel.input(columns, '');
      expect(sections.dataset.columns).toBe('auto');
      expect(sections.style.getPropertyValue('--runside-columns')).toBe('');
    });
  });

  describe('cards', () => {
    it('are pinned to the top, under their whole names', () => {
      panel.click(panel.button('Pin acc to the top'));
      panel.click(panel.button('Pin lr to the top'));
      expect(shape()).toEqual([
        'Pinned2 train/acc lr',
        'train1 loss',
        'val1 loss',
        'val/top1 acc'
      ]);
      expect(kept().pinned).toEqual(['train/acc', 'lr']);
      panel.click(panel.button('Unpin train/acc'));
      panel.click(panel.button('Unpin lr'));
      expect(shape()[0]).toBe('train2 loss acc');
    });

    it('are hidden, and listed behind a count that brings them back', () => {
      panel.click(panel.button('Hide lr'));
      panel.click(
        panel.card('val/top/acc').querySelector('[aria-label^=Hide]')
      );
      expect(shape()).toEqual(['train2 loss acc', 'val1 loss']);
      const count = panel.button('Hidden cards')!;
      expect(count.textContent).toBe('2 hidden');
      panel.click(count);
      expect(count.getAttribute('aria-expanded')).toBe('true');
      expect(panel.text('.jp-Runside-hiddenList span').sort()).toEqual([
        'lr',
        'val/top/acc'
      ]);
      panel.click(panel.button('Show lr'));
      expect(panel.card('lr')).toBeTruthy();
      expect(count.textContent).toBe('1 hidden');
      panel.click(panel.button('Show val/top/acc'));
      expect(panel.button('Hidden cards')).toBeNull();
      expect(kept().hidden).toEqual([]);
    });

    it('are brought back all at once', () => {
      panel.click(panel.button('Hide lr'));
      panel.click(panel.card('val/loss').querySelector('[aria-label^=Hide]'));
      panel.click(panel.button('Hidden cards'));
      panel.click(panel.button('Show all'));
      expect(shape()).toHaveLength(4);
    });

    it('are said to be hidden where no other is left', () => {
      const hidden = run.keys().map(({ path }) => path);
      React.act(() =>
        store.setKept('digits', writeLayout({ ...STANDARD, hidden }))
      );
      expect(panel.text('.jp-Runside-none')).toEqual(['All cards are hidden.']);
    });

    it('offer what can be done to them as one tab stop, with arrows inside', () => {
      const bar = panel.card('lr').querySelector('[role=toolbar]')!;
      expect(bar.getAttribute('aria-label')).toBe('Actions of lr');
      const [pin, hide] = bar.querySelectorAll('button');
      expect([pin.tabIndex, hide.tabIndex]).toEqual([0, -1]);
      focus(pin);
      key({ key: 'ArrowRight' });
      expect(document.activeElement).toBe(hide);
      key({ key: 'ArrowRight' });
      expect(document.activeElement).toBe(pin);
    });

    it('keep the focus in the board when they go', () => {
      const pin = panel.button('Pin acc to the top');
      focus(pin);
      panel.click(pin);
      expect(document.activeElement).toBe(panel.button('Unpin train/acc'));
      const hide = panel.card('train/loss').querySelector('[aria-label^=Hide]');
      focus(hide as HTMLElement);
      panel.click(hide);
      expect(document.activeElement!.closest('article')!.dataset.key).toBe(
        'val/loss'
      );
    });
  });

  describe('sections', () => {
    it('are folded for all that is shown of this project later', () => {
      panel.click(panel.get('[data-section=train] .jp-Runside-fold'));
      expect(kept().folded).toEqual(['train']);
      panel.dispose();
      panel = new RenderedPanel(run, { host: { layouts: store } });
      expect(shape()[0]).toBe('train2');
    });

    it('end at the last slash, or at the first', () => {
      panel.click(panel.button('Arrange the board'));
      const by = panel.get('select[aria-label=Sections]') as HTMLSelectElement;
      expect(by.value).toBe('last');
      panel.input(by, 'first');
      expect(shape()).toContain('val2 loss top/acc');
      expect(kept().sectionsBy).toBe('first');
    });

    it('are moved up and down, and a new one stands below', () => {
      panel.click(panel.button('Move val up'));
      expect(shape().map(text => text.split(/\d/)[0])[0]).toBe('val');
      run.log(1, 1, { 'a/new': 1 });
      panel.emit();
      const names = panel.text('.jp-Runside-fold > span:first-of-type');
      expect(names[0]).toBe('val');
      expect(names[names.length - 1]).toBe('a');
    });

    it('are moved again and again by the same button', () => {
      for (const label of ['Move Charts up', 'Move train down']) {
        const move = panel.button(label);
        focus(move);
        panel.click(move);
        expect(document.activeElement).toBe(move);
      }
    });

    it('cannot be moved while some of them are not there', () => {
      type('acc');
      expect(panel.button('Move train up')).toBeNull();
    });
  });

  describe('undo', () => {
    it('is on Ctrl+Z and Ctrl+Shift+Z, before anything else takes these keys', () => {
      const page = jest.fn();
      document.addEventListener('keydown', page, true);
      const hide = panel.button('Hide lr');
      focus(hide);
      panel.click(hide);
      expect(panel.node.querySelector('[data-key=lr]')).toBeNull();
      const undo = key({ key: 'z', ctrlKey: true });
      expect(panel.card('lr')).toBeTruthy();
      expect(undo.defaultPrevented).toBe(true);
      key({ key: 'Z', metaKey: true, shiftKey: true });
      expect(panel.node.querySelector('[data-key=lr]')).toBeNull();
      expect(page).not.toHaveBeenCalled();
      document.removeEventListener('keydown', page, true);
    });

    it('leaves the keys to a text field, and to what is outside', () => {
      panel.click(panel.button('Hide lr'));
      focus(field());
      expect(key({ key: 'z', ctrlKey: true }).defaultPrevented).toBe(false);
      key({ key: 'z', ctrlKey: true }, document.body);
      expect(panel.node.querySelector('[data-key=lr]')).toBeNull();
    });

    it('is in the menu, where it can be', () => {
      panel.click(panel.button('Arrange the board'));
      expect(panel.button('Undo')!.disabled).toBe(true);
      panel.click(panel.button('Pin lr to the top'));
      expect(panel.button('Undo')!.disabled).toBe(false);
      panel.click(panel.button('Undo'));
      expect(shape()).toContain('Charts1 lr');
      panel.click(panel.button('Redo'));
      expect(shape()[0]).toBe('Pinned1 lr');
    });
  });

  it('has a place for each of many cards, and the cards that come near', () => {
    const row = Array.from({ length: 100 }, (_, i) => [`many/m${i}`, i]);
    run.log(1, 1, Object.fromEntries(row) as Record<string, number>);
    panel.emit();
    const plots = () =>
      panel.node.querySelectorAll('[data-key^="many/"] .jp-Runside-plot');
    expect(panel.card('many/m99').textContent).toBe('m99');
    expect(plots().length).toBeLessThan(50);
    const before = plots().length;
    panel.see(panel.card('many/m99'));
    expect(plots()).toHaveLength(before + 1);
    expect(panel.card('many/m99').textContent).toContain('99');
    type('m99');
    expect(panel.node.querySelectorAll('[data-key]')).toHaveLength(1);
  });

  it('takes over what is changed elsewhere', () => {
    React.act(() =>
      store.setKept('digits', writeLayout({ ...STANDARD, pinned: ['lr'] }))
    );
    expect(shape()[0]).toBe('Pinned1 lr');
  });

  it('lives as long as the panel where nothing keeps it', () => {
    panel.dispose();
    panel = new RenderedPanel(run);
    panel.click(panel.button('Pin lr to the top'));
    panel.click(panel.button('Overview'));
    panel.click(panel.button('Charts'));
    expect(shape()[0]).toBe('Pinned1 lr');
  });

  describe('the menu', () => {
    it('closes on Escape, which gives the focus back, and on a click elsewhere', () => {
      const button = panel.button('Arrange the board')!;
      panel.click(button);
      focus(panel.get('select[aria-label=Sections]'));
      key({ key: 'Escape' });
      expect(button.getAttribute('aria-expanded')).toBe('false');
      expect(document.activeElement).toBe(button);
      panel.click(button);
      React.act(
        () =>
          void document.body.dispatchEvent(
            new Event('pointerdown', { bubbles: true })
          )
      );
      expect(panel.node.querySelector('[role=dialog]')).toBeNull();
    });
  });
});
