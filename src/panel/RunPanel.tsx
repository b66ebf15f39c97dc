import * as React from 'react';

import { Board } from './Board';
import { LookContext, PanelContext, type IPanel } from './context';
import { Footer } from './Footer';
import { Header } from './Header';
import { Headline } from './Headline';
import { Overview } from './Overview';
import type { TabName } from './tabNames';
import { useLookOf } from './useLook';
import { useRunChange } from './useRunChange';
import { Waiting } from './Waiting';

/**
 * One run: under a cell, in a tab, or as a saved picture.
 */
export function RunPanel(props: { panel: IPanel }): JSX.Element {
  const { panel } = props;
  const { model, host, place } = panel;
  const id = React.useId();
  const [tab, setTab] = React.useState<TabName>('charts');
  const look = useLookOf(model, host);
  const structure = useRunChange(model, change => change.structure);
  // A new list only when keys came or went, so that the board rests otherwise.
  const keys = React.useMemo(() => [...model.keys()], [model, structure]);
  return (
    <PanelContext.Provider value={panel}>
      <LookContext.Provider value={look}>
        <article
          className="jp-Runside-panel"
          data-run-id={model.uid}
          data-place={place}
          data-theme={host.theme.isDark() ? 'dark' : 'light'}
          aria-label={host.trans.__('Run %1', model.info?.name ?? model.uid)}
          onFocusCapture={keepKeys}
        >
          <Header id={id} tab={tab} onTab={setTab} />
          <div
            className="jp-Runside-body"
            role="tabpanel"
            id={`${id}-body`}
            aria-labelledby={`${id}-${tab}`}
          >
            {tab === 'overview' ? (
              <Overview />
            ) : keys.length === 0 ? (
              <Waiting />
            ) : (
              <>
                <Headline keys={keys} />
                <Board keys={keys} />
              </>
            )}
          </div>
          <Footer />
        </article>
      </LookContext.Provider>
    </PanelContext.Provider>
  );
}

/**
 * A notebook in command mode takes keys such as Enter and the arrows for itself,
 * unless the focused element is marked (Lumino's attribute). So a control that was
 * reached by keyboard keeps its keys; after a click the notebook's own shortcuts
 * work on. A slider needs its arrows in either case.
 */
function keepKeys(event: React.FocusEvent<HTMLElement>): void {
  const control = event.target;
  control.toggleAttribute(
    'data-lm-suppress-shortcuts',
    control.matches(':focus-visible, input')
  );
}
