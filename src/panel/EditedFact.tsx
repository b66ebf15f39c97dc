import * as React from 'react';

import { usePanel } from './context';
import { IconButton } from './IconButton';
import { Linked } from './Linked';

/**
 * A fact of the run that can be changed in place: its text and a pencil; then a field,
 * in which Enter keeps what is written and Escape what was.
 */
export function EditedFact(props: {
  /** What it is, as in "Edit the notes". */
  label: string;
  text: string;
  /** What to show where there is nothing. */
  empty: string;
  /** Several lines: Enter begins a new one, and Ctrl+Enter keeps them. */
  long?: boolean;
  /** Keep what was written. Rejects, with a message for people, where it cannot be. */
  onKeep: (text: string) => Promise<void>;
}): JSX.Element {
  const { label, text, empty, long = false, onKeep } = props;
  const { trans } = usePanel().host;
  const [draft, setDraft] = React.useState<string | null>(null);
  const [isKeeping, setKeeping] = React.useState(false);
  const [error, setError] = React.useState<string | null>(null);
  const pencil = React.useRef<HTMLSpanElement>(null);
  const isOpen = draft !== null;

  const close = () => {
    setDraft(null);
    setError(null);
    // Who came by keyboard goes on from here.
    setTimeout(() => pencil.current?.querySelector('button')?.focus());
  };
  const keep = async () => {
    if (draft === null || draft.trim() === text) {
      close();
      return;
    }
    setKeeping(true);
    try {
      await onKeep(draft.trim());
      close();
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
    } finally {
      setKeeping(false);
    }
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') {
      close();
    } else if (
      event.key === 'Enter' &&
      (!long || event.ctrlKey || event.metaKey)
    ) {
      void keep();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  if (!isOpen) {
    return (
      <span ref={pencil} className="jp-Runside-fact">
        {text === '' ? (
          <span className="jp-Runside-none">{empty}</span>
        ) : (
          <Linked text={text} />
        )}
        <IconButton
          icon="pencil"
          label={label}
          onClick={() => setDraft(text)}
        />
      </span>
    );
  }
  const field = {
    className: 'jp-Runside-field',
    'aria-label': label,
    value: draft,
    disabled: isKeeping,
    autoFocus: true,
    onKeyDown,
    onChange: (
      event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>
    ) => setDraft(event.target.value)
  };
  return (
    <span className="jp-Runside-fact" data-open>
      {long ? (
        <textarea rows={4} {...field} />
      ) : (
        <input type="text" {...field} />
      )}
      <span className="jp-Runside-factActions">
        <button
          type="button"
          className="jp-Runside-textButton"
          disabled={isKeeping}
          onClick={() => void keep()}
        >
          {trans.__('Save')}
        </button>
        <button
          type="button"
          className="jp-Runside-textButton"
          disabled={isKeeping}
          onClick={close}
        >
          {trans.__('Cancel')}
        </button>
      </span>
      {error !== null && (
        <span className="jp-Runside-problem" role="alert">
          {error}
        </span>
      )}
    </span>
  );
}
