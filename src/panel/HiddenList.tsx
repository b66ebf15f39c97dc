import * as React from 'react';

import type { IKeyInfo } from '../model';
import { usePanel } from './context';
import { keyLabel } from './sections';

/** The cards that are put away, each with what brings it back. */
export function HiddenList(props: {
  keys: readonly IKeyInfo[];
  onShow: (paths: readonly string[]) => void;
}): JSX.Element {
  const { keys, onShow } = props;
  const { trans } = usePanel().host;
  // Values of several kinds under one path are hidden together.
  const labels = new Map(keys.map(key => [key.path, keyLabel(key)]));
  return (
    <>
      <ul className="jp-Runside-hiddenList">
        {Array.from(labels, ([path, label]) => (
          <li key={path}>
            <span title={label}>{label}</span>
            <button
              type="button"
              className="jp-Runside-textButton"
              aria-label={trans.__('Show %1', label)}
              onClick={() => onShow([path])}
            >
              {trans.__('Show')}
            </button>
          </li>
        ))}
      </ul>
      {labels.size > 1 && (
        <button
          type="button"
          className="jp-Runside-textButton"
          onClick={() => onShow([...labels.keys()])}
        >
          {trans.__('Show all')}
        </button>
      )}
    </>
  );
}
