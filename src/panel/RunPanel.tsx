import * as React from 'react';

import { Board } from './Board';
import { cardKeys } from './cardKeys';
import { LookContext, PanelContext, type IPanel } from './context';
import { Footer } from './Footer';
import { Header } from './Header';
import { Headline } from './Headline';
import { Overview } from './Overview';
import type { TabName } from './tabNames';
import { useLayout } from './useLayout';
import { useLookOf } from './useLook';
import { useRunChange } from './useRunChange';
import { SavedImage } from './SavedImage';
import { Waiting } from './Waiting';

/**
 * One run: under a cell, in a tab, or as a saved picture.
 */
export function RunPanel(props: {
  panel: IPanel;
  /** Paths and patterns of the keys to show; null for all. */
  wanted?: readonly string[] | null;
  /** In pixels; null for as high as its content. */
  height?: number | null;
}): JSX.Element {
  const { panel, wanted = null, height = null } = props;
  const { model, host, place } = panel;
  const id = React.useId();
  const [tab, setTab] = React.useState<TabName>('charts');
  const [query, setQuery] = React.useState('');
  const look = useLookOf(model, host);
  const layout = useLayout(host.layouts, model.info?.project ?? '');
  const structure = useRunChange(model, change => change.structure);
  // A new list only when keys came or went, so that the board rests otherwise.
  const keys = React.useMemo(
    () => [...cardKeys(model.keys(), path => model.metric(path), wanted)],
    [model, structure, wanted]
  );
  // Nothing is known of the run but what was drawn of it.
  const picture = model.info === null ? panel.picture : null;
  useRunChange(model, change => picture !== null && change.info);
  return (
    <PanelContext.Provider value={panel}>
      <LookContext.Provider value={look}>
        <article
          className="jp-Runside-panel"
          data-run-id={model.uid}
          data-place={place}
          data-pictured={picture !== null}
          data-theme={host.theme.isDark() ? 'dark' : 'light'}
          aria-label={host.trans.__('Run %1', model.info?.name ?? model.uid)}
          style={height === null ? undefined : { height }}
          onFocusCapture={keepKeys}
        >
          {!picture && <Header id={id} tab={tab} onTab={setTab} />}
          <div
            className="jp-Runside-body"
            role="tabpanel"
            id={`${id}-body`}
            aria-labelledby={`${id}-${tab}`}
          >
            {picture ? (
              <SavedImage picture={picture} />
            ) : tab === 'overview' ? (
              <Overview />
            ) : keys.length === 0 ? (
              <Waiting />
            ) : (
              <>
                <Headline keys={keys} />
                <Board
                  keys={keys}
                  layout={layout}
                  query={query}
                  onQuery={setQuery}
                />
              </>
            )}
          </div>
          {(!picture || model.problems.length > 0) && <Footer />}
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
