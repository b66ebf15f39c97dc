import { STANDARD, writeLayout } from './layout';
import { hide, pin } from './layoutChanges';
import { LayoutEditor } from './layoutEditor';
import { KeptLayouts } from './testing/keptLayouts';

describe('LayoutEditor', () => {
  let store: KeptLayouts;
  let editor: LayoutEditor;
  let told: number;

  function edit(kept: KeptLayouts | null, project = 'digits'): LayoutEditor {
    const made = new LayoutEditor(kept, project);
    told = 0;
    made.subscribe(() => (told += 1));
    return made;
  }

  beforeEach(() => {
    store = new KeptLayouts();
    editor = edit(store);
  });

  it('begins with what is kept', () => {
    const kept = pin(STANDARD, 'loss', true);
    store = new KeptLayouts({ digits: writeLayout(kept) });
    expect(edit(store).state.layout).toEqual(kept);
    expect(edit(store, 'other').state.layout).toEqual(STANDARD);
  });

  it('keeps each change, of its own project', () => {
    editor.change(layout => pin(layout, 'loss', true));
    expect(store.get('digits')).toEqual(
      writeLayout(pin(STANDARD, 'loss', true))
    );
    expect(store.get('other')).toBeUndefined();
    expect(told).toBe(1);
  });

  it('does not keep what changes nothing', () => {
    editor.change(layout => ({ ...layout, columns: null }));
    expect(store.get('digits')).toBeUndefined();
    expect(editor.state.canUndo).toBe(false);
  });

  it('undoes and redoes, one change after the other', () => {
    editor.change(layout => pin(layout, 'a', true));
    editor.change(layout => hide(layout, 'b', true));
    editor.undo();
    expect(editor.state).toEqual({
      layout: pin(STANDARD, 'a', true),
      canUndo: true,
      canRedo: true
    });
    editor.undo();
    editor.undo();
    expect(editor.state.layout).toEqual(STANDARD);
    expect(editor.state.canUndo).toBe(false);
    expect(store.get('digits')).toEqual(writeLayout(STANDARD));
    editor.redo();
    editor.redo();
    editor.redo();
    expect(editor.state.layout.hidden).toEqual(['b']);
    expect(editor.state.canRedo).toBe(false);
  });

  it('forgets what was undone with the next change', () => {
    editor.change(layout => pin(layout, 'a', true));
    editor.undo();
    editor.change(layout => pin(layout, 'b', true));
    editor.redo();
    expect(editor.state.layout.pinned).toEqual(['b']);
  });

  it('takes over what was changed elsewhere, and never undoes that', () => {
    editor.change(layout => pin(layout, 'a', true));
    const theirs = hide(editor.state.layout, 'b', true);
    store.setKept('digits', writeLayout(theirs));
    expect(editor.state).toEqual({
      layout: theirs,
      canUndo: false,
      canRedo: false
    });
    expect(told).toBe(2);
    store.setKept('other', writeLayout(STANDARD));
    expect(told).toBe(2);
  });

  it('sees what was kept before anybody listened', () => {
    const late = new LayoutEditor(store, 'digits');
    store.setKept('digits', writeLayout(pin(STANDARD, 'a', true)));
    late.subscribe(() => undefined);
    expect(late.state.layout.pinned).toEqual(['a']);
  });

  it('keeps a layout for itself where nobody does', () => {
    for (const alone of [edit(null), edit(store, '')]) {
      alone.change(layout => pin(layout, 'a', true));
      expect(alone.state.layout.pinned).toEqual(['a']);
      alone.undo();
      expect(alone.state.layout).toEqual(STANDARD);
    }
    expect(store.get('')).toBeUndefined();
  });

  it('never writes over what a newer version keeps', () => {
    const newer = { version: 99, columns: 'wide' };
    store = new KeptLayouts({ digits: newer });
    editor = edit(store);
    editor.change(layout => pin(layout, 'a', true));
    expect(editor.state.layout.pinned).toEqual(['a']);
    expect(store.get('digits')).toBe(newer);
  });

  it('says on the console what makes no sense, once, and uses the rest', () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation();
    store = new KeptLayouts({ digits: { columns: 17, pinned: ['a'] } });
    expect(edit(store).state.layout.pinned).toEqual(['a']);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0][0]).toContain('columns is 17, not null');
    warn.mockRestore();
  });

  it('listens to nothing when nobody listens to it', () => {
    const listener = jest.fn();
    const end = editor.subscribe(listener);
    end();
    store.setKept('digits', writeLayout(pin(STANDARD, 'a', true)));
    expect(listener).not.toHaveBeenCalled();
  });
});
