import * as React from 'react';

import { Icon } from '../panel/Icon';

/** `⋯`: opens the place's menu below itself. */
export function MenuButton(props: {
  label: string;
  /** Within a list that has one tab stop of its own. */
  isInRow?: boolean;
  onOpen: (at: { clientX: number; clientY: number }) => void;
}): JSX.Element {
  const { label, isInRow = false, onOpen } = props;
  return (
    <button
      type="button"
      className="jp-Runside-iconButton"
      aria-label={label}
      aria-haspopup="menu"
      title={label}
      tabIndex={isInRow ? -1 : undefined}
      onClick={event => {
        const { left, bottom } = event.currentTarget.getBoundingClientRect();
        onOpen({ clientX: left, clientY: bottom });
      }}
    >
      <Icon name="more" />
    </button>
  );
}
