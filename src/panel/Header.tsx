import * as React from 'react';

import { usePanel } from './context';
import { IconButton } from './IconButton';
import { Pace } from './pace';
import { progress } from './progress';
import { StateDot } from './StateDot';
import {
  isInterrupt,
  isLive,
  isReached,
  stateMeaning,
  stateText
} from './states';
import type { TabName } from './tabNames';
import { Tabs } from './Tabs';
import { useNow } from './useNow';
import { useRunChange } from './useRunChange';

export const Header = React.memo(function Header(props: {
  id: string;
  tab: TabName;
  onTab: (tab: TabName) => void;
}): JSX.Element {
  const { model, host } = usePanel();
  const { trans } = host;
  useRunChange(model, change => change.info || change.links);
  const { info } = model;
  const reached = isReached(model);
  const now = useNow(info?.state === 'running' && reached);
  const [pace] = React.useState(() => new Pace());
  if (info && info.step !== null && info.lastT !== null && isLive(info.state)) {
    pace.note(info.step, info.lastT);
  }
  const facts = info
    ? progress(info, { rate: pace.rate, reached, now }, trans).join(' · ')
    : '';
  const { goToCell, openInTab, close } = host;
  return (
    <header className="jp-Runside-header">
      <div
        className="jp-Runside-title"
        title={info ? `${info.project} / ${info.name}\n${facts}` : undefined}
      >
        <StateDot state={info?.state ?? null} reached={reached} />
        <h2 className="jp-Runside-name">{info?.name ?? '\u00a0'}</h2>
        {info && (
          <span
            className="jp-Runside-stateWord"
            data-state={info.state}
            data-failed={model.failure !== null && !isInterrupt(model.failure)}
            title={stateMeaning(info, trans)}
            role="status"
          >
            {stateText(model, trans)}
          </span>
        )}
        <span className="jp-Runside-progress">{facts && `· ${facts}`}</span>
      </div>
      <div className="jp-Runside-actions">
        <Tabs id={props.id} chosen={props.tab} onChoose={props.onTab} />
        {goToCell && info?.cell && (
          <IconButton
            icon="cell"
            label={trans.__('Go to the cell that made this run')}
            onClick={() => goToCell.call(host, model.uid)}
          />
        )}
        {openInTab && (
          <IconButton
            icon="open"
            label={trans.__('Open in a tab')}
            onClick={() => openInTab.call(host, model.uid)}
          />
        )}
        {close && (
          <IconButton
            icon="close"
            label={trans.__('Close this panel')}
            onClick={() => close.call(host)}
          />
        )}
      </div>
    </header>
  );
});
