import * as React from 'react';

import { Icon, type IconName } from './Icon';

export function IconButton(props: {
  icon: IconName;
  label: string;
  disabled?: boolean;
  onClick: () => void;
}): JSX.Element {
  const { icon, label, disabled, onClick } = props;
  return (
    <button
      type="button"
      className="jp-Runside-iconButton"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
