import * as React from 'react';

import { Icon, type IconName } from './Icon';

export function IconButton(props: {
  icon: IconName;
  label: string;
  disabled?: boolean;
  /** -1 within a list that is one tab stop. */
  tabIndex?: number;
  onClick: () => void;
}): JSX.Element {
  const { icon, label, disabled, tabIndex, onClick } = props;
  return (
    <button
      type="button"
      className="jp-Runside-iconButton"
      aria-label={label}
      title={label}
      disabled={disabled}
      tabIndex={tabIndex}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
