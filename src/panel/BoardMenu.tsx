import * as React from 'react';

import type { IKeyInfo } from '../model';
import { ColumnsSelect } from './ColumnsSelect';
import { usePanel } from './context';
import { hiddenText } from './hiddenText';
import { HiddenList } from './HiddenList';
import { Icon } from './Icon';
import type { IBoardActions } from './boardActions';
import type { SectionsBy } from './layout';
import type { ILayoutState } from './layoutEditor';
import { Popover } from './Popover';
import { SmoothingKindSelect } from './SmoothingKindSelect';
import { SmoothingSlider } from './SmoothingSlider';

/**
 * What of the board is rarely needed; in a narrow panel also what has no room in the
 * line of tools.
 */
export function BoardMenu(props: {
  state: ILayoutState;
  hidden: readonly IKeyInfo[];
  actions: IBoardActions;
}): JSX.Element {
  const { state, hidden, actions } = props;
  const { trans } = usePanel().host;
  const { layout, canUndo, canRedo } = state;
  return (
    <Popover
      label={trans.__('Arrange the board')}
      className="jp-Runside-iconButton"
      face={<Icon name="more" />}
    >
      <label className="jp-Runside-menuRow" data-when="narrow">
        <span>{trans.__('Columns')}</span>
        <span className="jp-Runside-menuSelect">
          <ColumnsSelect
            columns={layout.columns}
            onChoose={actions.setColumns}
          />
          <Icon name="down" />
        </span>
      </label>
      <div className="jp-Runside-menuRow" data-when="narrow">
        <SmoothingSlider />
      </div>
      <label className="jp-Runside-menuRow">
        <span>{trans.__('Smoothing')}</span>
        <span className="jp-Runside-menuSelect">
          <SmoothingKindSelect />
          <Icon name="down" />
        </span>
      </label>
      <label className="jp-Runside-menuRow">
        <span>{trans.__('Sections')}</span>
        <span className="jp-Runside-menuSelect">
          <select
            aria-label={trans.__('Sections')}
            value={layout.sectionsBy}
            onChange={({ target }) =>
              actions.setSectionsBy(target.value as SectionsBy)
            }
          >
            <option value="last">{trans.__('up to the last /')}</option>
            <option value="first">{trans.__('up to the first /')}</option>
          </select>
          <Icon name="down" />
        </span>
      </label>
      <div className="jp-Runside-menuRow">
        <button
          type="button"
          className="jp-Runside-textButton"
          title={trans.__('Ctrl+Z')}
          disabled={!canUndo}
          onClick={actions.undo}
        >
          {trans.__('Undo')}
        </button>
        <button
          type="button"
          className="jp-Runside-textButton"
          title={trans.__('Ctrl+Shift+Z')}
          disabled={!canRedo}
          onClick={actions.redo}
        >
          {trans.__('Redo')}
        </button>
      </div>
      {hidden.length > 0 && (
        <div className="jp-Runside-menuHidden" data-when="narrow">
          <p>{hiddenText(hidden, trans)}</p>
          <HiddenList keys={hidden} onShow={actions.show} />
        </div>
      )}
    </Popover>
  );
}
