import * as React from 'react';

import { usePanel } from './context';
import { Icon } from './Icon';
import { TABS, type TabName, tabLabel } from './tabNames';

/**
 * The tabs of the panel: a row, and in a narrow panel a menu (the style shows one
 * of the two).
 */
export function Tabs(props: {
  id: string;
  chosen: TabName;
  onChoose: (tab: TabName) => void;
}): JSX.Element {
  const { id, chosen, onChoose } = props;
  const { trans } = usePanel().host;
  const row = React.useRef<HTMLDivElement>(null);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) {
      return;
    }
    event.preventDefault();
    const at = TABS.indexOf(chosen) + step;
    const next = (at + TABS.length) % TABS.length;
    onChoose(TABS[next]);
    row.current?.querySelectorAll('button')[next].focus();
  };

  return (
    <>
      <div
        ref={row}
        className="jp-Runside-tabs"
        role="tablist"
        aria-label={trans.__('Views of this run')}
        onKeyDown={onKeyDown}
      >
        {TABS.map(tab => (
          <button
            key={tab}
            type="button"
            role="tab"
            className="jp-Runside-tab"
            id={`${id}-${tab}`}
            aria-controls={`${id}-body`}
            aria-selected={tab === chosen}
            tabIndex={tab === chosen ? 0 : -1}
            onClick={() => onChoose(tab)}
          >
            {tabLabel(tab, trans)}
          </button>
        ))}
      </div>
      <span className="jp-Runside-tabMenu" title={tabLabel(chosen, trans)}>
        <Icon name="views" />
        <select
          aria-label={trans.__('View of this run')}
          value={chosen}
          onChange={event => onChoose(event.target.value as TabName)}
        >
          {TABS.map(tab => (
            <option key={tab} value={tab}>
              {tabLabel(tab, trans)}
            </option>
          ))}
        </select>
      </span>
    </>
  );
}
