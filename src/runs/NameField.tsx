import * as React from 'react';

import type { IRunInfo } from '../protocol';
import { rename } from './actions';
import type { RunList } from './runList';

/** A run's name while it is written, in its place. */
export function NameField(props: {
  list: RunList;
  info: IRunInfo;
}): JSX.Element {
  const { list, info } = props;
  const [typed, setTyped] = React.useState(info.name);
  const field = React.useRef<HTMLInputElement>(null);
  // Escape and Enter take the field away, which takes its focus: that is no answer.
  const isDone = React.useRef(false);
  React.useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const end = (isMeant: boolean) => {
    if (isDone.current) {
      return;
    }
    isDone.current = true;
    list.setEditor(null);
    if (isMeant) {
      rename(list, info.run, typed);
    }
  };
  return (
    <input
      ref={field}
      className="jp-Runside-nameField"
      type="text"
      aria-label={list.host.trans.__('Name of the run')}
      spellCheck={false}
      value={typed}
      onChange={event => setTyped(event.target.value)}
      onBlur={() => end(true)}
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Enter' || event.key === 'Escape') {
          event.preventDefault();
          end(event.key === 'Enter');
        }
      }}
    />
  );
}
