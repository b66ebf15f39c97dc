import * as React from 'react';

import type { ITranslation } from '../panel/host';

/** A small form at the foot of the list; Escape leaves it, Ctrl+Enter saves. */
export function Drawer(props: {
  title: string;
  trans: ITranslation;
  onSave: () => void;
  onCancel: () => void;
  children: React.ReactNode;
}): JSX.Element {
  const { title, trans, onSave, onCancel, children } = props;
  return (
    <form
      className="jp-Runside-drawer"
      aria-label={title}
      onSubmit={event => {
        event.preventDefault();
        onSave();
      }}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onCancel();
        } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          onSave();
        }
      }}
    >
      <h3 title={title}>{title}</h3>
      {children}
      <div className="jp-Runside-drawerButtons">
        <button
          type="button"
          className="jp-Runside-textButton"
          onClick={onCancel}
        >
          {trans.__('Cancel')}
        </button>
        <button
          type="submit"
          className="jp-Runside-textButton"
          data-main="true"
        >
          {trans.__('Save')}
        </button>
      </div>
    </form>
  );
}
