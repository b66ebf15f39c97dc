import { Dialog, InputDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import type { IRunEdit, IRunInfo } from '../protocol';

// Each asks in a dialog, and answers null when the user changed their mind or nothing.

export async function askName(
  { name }: IRunInfo,
  trans: TranslationBundle
): Promise<IRunEdit | null> {
  const { value } = await InputDialog.getText({
    title: trans.__('Rename Run'),
    label: trans.__('Name'),
    text: name,
    okLabel: trans.__('Rename'),
    cancelLabel: trans.__('Cancel'),
    required: true
  });
  const typed = value?.trim() ?? '';
  return typed === '' || typed === name ? null : { name: typed };
}

export async function askTags(
  { name, tags }: IRunInfo,
  trans: TranslationBundle
): Promise<IRunEdit | null> {
  const { value } = await InputDialog.getText({
    title: trans.__('Tags of %1', name),
    label: trans.__('Tags, with commas between them'),
    text: tags.join(', '),
    okLabel: trans.__('Save'),
    cancelLabel: trans.__('Cancel')
  });
  return value === null ? null : { tags: parseTags(value) };
}

/** "a, b,,a" is a and b. */
export function parseTags(text: string): string[] {
  const tags = text.split(',').map(tag => tag.trim());
  return [...new Set(tags.filter(tag => tag !== ''))];
}

export async function askNotes(
  { name, notes }: IRunInfo,
  trans: TranslationBundle
): Promise<IRunEdit | null> {
  const dialog = new NotesDialog({
    title: trans.__('Notes on %1', name),
    body: new NotesBody(notes ?? '', trans),
    focusNodeSelector: 'textarea',
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.okButton({ label: trans.__('Save') })
    ]
  });
  const { button, value } = await dialog.launch();
  return button.accept && value !== null && value !== (notes ?? '')
    ? { notes: value }
    : null;
}

/** Lab's dialogs keep Enter for themselves; in notes it begins a new line, and Ctrl+Enter saves. */
class NotesDialog extends Dialog<string> {
  override handleEvent(event: Event): void {
    if (
      event instanceof KeyboardEvent &&
      event.target instanceof HTMLTextAreaElement &&
      event.key === 'Enter'
    ) {
      if (event.ctrlKey || event.metaKey) {
        this.resolve();
      }
      return;
    }
    super.handleEvent(event);
  }
}

class NotesBody extends Widget implements Dialog.IBodyWidget<string> {
  constructor(notes: string, trans: TranslationBundle) {
    super();
    this.addClass('jp-Runside-notesBody');
    this._area = document.createElement('textarea');
    this._area.className = 'jp-mod-styled';
    this._area.value = notes;
    this._area.rows = 8;
    this._area.setAttribute('aria-label', trans.__('Notes'));
    this.node.append(this._area);
  }

  getValue(): string {
    return this._area.value;
  }

  private _area: HTMLTextAreaElement;
}
