import * as React from 'react';

import { CardActionsContext } from './cardActionsContext';
import { usePanel } from './context';
import { IconButton } from './IconButton';

/**
 * What can be done to a card; in sight while it is pointed at or has the focus. One
 * tab stop, within which the arrows move.
 */
export function CardActions(props: {
  path: string;
  /** What the card is called. */
  name: string;
}): JSX.Element | null {
  const { path, name } = props;
  const { trans } = usePanel().host;
  const actions = React.useContext(CardActionsContext);
  const bar = React.useRef<HTMLDivElement>(null);
  if (!actions) {
    return null;
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined || !bar.current) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...bar.current.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(at + step + buttons.length) % buttons.length].focus();
  };
  const { isPinned } = actions;
  return (
    <div
      ref={bar}
      className="jp-Runside-cardActions"
      role="toolbar"
      aria-label={trans.__('Actions of %1', name)}
      onKeyDown={onKeyDown}
    >
      <IconButton
        icon={isPinned ? 'unpin' : 'pin'}
        label={
          isPinned
            ? trans.__('Unpin %1', name)
            : trans.__('Pin %1 to the top', name)
        }
        onClick={() => actions.pin(path, !isPinned)}
      />
      <IconButton
        icon="eyeOff"
        label={trans.__('Hide %1', name)}
        tabIndex={-1}
        onClick={() => actions.hide(path)}
      />
    </div>
  );
}
