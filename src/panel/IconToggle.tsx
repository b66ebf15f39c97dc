import * as React from 'react';

import { Icon, type IconName } from './Icon';

/** A button that stays pressed. */
export function IconToggle(props: {
  icon: IconName;
  label: string;
  isOn: boolean;
  onToggle: (isOn: boolean) => void;
}): JSX.Element {
  const { icon, label, isOn, onToggle } = props;
  return (
    <button
      type="button"
      className="jp-Runside-iconButton"
      aria-label={label}
      aria-pressed={isOn}
      title={label}
      onClick={() => onToggle(!isOn)}
    >
      <Icon name={icon} />
    </button>
  );
}
