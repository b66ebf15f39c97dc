import * as React from 'react';

import type { IKeyInfo } from '../model';
import type { IBoardActions } from './boardActions';
import { BoardMenu } from './BoardMenu';
import { ColumnsSelect } from './ColumnsSelect';
import { usePanel } from './context';
import { FilterField } from './FilterField';
import { hiddenText } from './hiddenText';
import { HiddenList } from './HiddenList';
import { Icon } from './Icon';
import type { ILayoutState } from './layoutEditor';
import { Popover } from './Popover';
import { SmoothingSlider } from './SmoothingSlider';
import { XAxisChoice } from './XAxisChoice';

/**
 * The one line of controls over the cards: at its left what is shown, at its right
 * how.
 */
export function Tools(props: {
  query: string;
  problem: string | null;
  /** How many cards match the query; null where all are shown. */
  matches: number | null;
  onQuery: (query: string) => void;
  state: ILayoutState;
  hidden: readonly IKeyInfo[];
  actions: IBoardActions;
}): JSX.Element {
  const { state, hidden, actions, ...filter } = props;
  const { trans } = usePanel().host;
  const { columns } = state.layout;
  return (
    <div className="jp-Runside-tools">
      <FilterField {...filter} />
      <div className="jp-Runside-toolsRight">
        {hidden.length > 0 && (
          <div data-when="wide">
            <Popover
              label={trans.__('Hidden cards')}
              className="jp-Runside-quietButton"
              face={hiddenText(hidden, trans)}
            >
              <HiddenList keys={hidden} onShow={actions.show} />
            </Popover>
          </div>
        )}
        <div data-when="wide">
          <SmoothingSlider />
        </div>
        <XAxisChoice />
        <span
          className="jp-Runside-iconMenu"
          data-when="wide"
          title={trans.__('Columns')}
        >
          <Icon name="columns" />
          <ColumnsSelect columns={columns} onChoose={actions.setColumns} />
        </span>
        <BoardMenu state={state} hidden={hidden} actions={actions} />
      </div>
    </div>
  );
}
