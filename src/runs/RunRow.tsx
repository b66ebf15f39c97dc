import * as React from 'react';

import { runColour } from '../panel/colours';
import { Icon } from '../panel/Icon';
import { IconButton } from '../panel/IconButton';
import { StateDot } from '../panel/StateDot';
import type { IRunColumns, IRunInfo } from '../protocol';
import {
  canEdit,
  canRemove,
  removeForEver,
  restore,
  toggleHidden
} from './actions';
import { MenuButton } from './MenuButton';
import { runMenu } from './menus';
import { NameField } from './NameField';
import { metricText, secondLine, spokenText, wholeText } from './rowText';
import type { RunList } from './runList';
import { Sparkline } from './Sparkline';

/** A run in the list. It is drawn again only when one of these has changed. */
export const RunRow = React.memo(function RunRow(props: {
  list: RunList;
  info: IRunInfo;
  index: number;
  top: number;
  level: number;
  position: number;
  size: number;
  /** The highest step of the runs that it stands with. */
  steps: number;
  /** How long ago its last record came. */
  age: string;
  /** Its points of the metric, null for none; undefined before that is known. */
  columns: IRunColumns | null | undefined;
  /** The metric that the list shows. */
  metric: string | null;
  /** The keyboard is at it. */
  isActive: boolean;
  /** Its panel is in view. */
  isChosen: boolean;
  isSelected: boolean;
  isRenamed: boolean;
  /** What is said of its state is how things stand. */
  isReached: boolean;
  dark: boolean;
}): JSX.Element {
  const { list, info, columns, metric, dark } = props;
  const { trans } = list.host;
  const value = metricText(columns);
  const second = secondLine(info, props.age, trans);
  const colour = runColour(info, dark);
  return (
    <div
      className="jp-Runside-runRow"
      role="row"
      data-run={info.run}
      data-index={props.index}
      data-level={props.level}
      data-hidden={info.hidden}
      data-trash={info.trash}
      data-chosen={props.isChosen}
      aria-level={props.level}
      aria-posinset={props.position}
      aria-setsize={props.size}
      aria-rowindex={props.index + 1}
      aria-selected={props.isSelected}
      aria-current={props.isChosen ? 'true' : undefined}
      aria-label={spokenText(
        info,
        second,
        value && metric !== null ? { key: metric, exact: value.exact } : null,
        trans
      )}
      tabIndex={props.isActive ? 0 : -1}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <div role="gridcell" className="jp-Runside-runMain">
        {!info.trash && <EyeButton list={list} info={info} colour={colour} />}
        <div className="jp-Runside-runText" title={wholeText(info, trans)}>
          {props.isRenamed ? (
            <NameField list={list} info={info} />
          ) : (
            <span
              className="jp-Runside-runName"
              onDoubleClick={() => {
                if (canEdit(info)) {
                  list.setEditor({ kind: 'name', run: info.run });
                }
              }}
            >
              {info.name}
            </span>
          )}
          <span className="jp-Runside-runSecond">
            <StateDot state={info.state} reached={props.isReached} />
            <span>{second}</span>
          </span>
        </div>
      </div>
      {!info.trash && (
        <>
          <div role="gridcell" className="jp-Runside-runLine">
            {columns && (
              <Sparkline
                columns={columns}
                total={info.totalSteps}
                longest={props.steps}
                colour={info.hidden ? null : colour}
              />
            )}
          </div>
          <div
            role="gridcell"
            className="jp-Runside-runValue"
            title={value && metric ? `${metric}: ${value.exact}` : undefined}
          >
            {value?.short ?? (columns === null ? '–' : '')}
          </div>
        </>
      )}
      <RowActions list={list} info={info} />
    </div>
  );
});

function EyeButton(props: {
  list: RunList;
  info: IRunInfo;
  colour: string;
}): JSX.Element {
  const { list, info, colour } = props;
  const { trans } = list.host;
  const label = info.hidden
    ? trans.__('Show %1', info.name)
    : trans.__('Hide %1', info.name);
  return (
    <button
      type="button"
      className="jp-Runside-eye"
      aria-label={label}
      aria-pressed={!info.hidden}
      title={label}
      tabIndex={-1}
      style={info.hidden ? undefined : { color: colour }}
      onClick={() => toggleHidden(list, list.selection.targets(info.run))}
    >
      <Icon name={info.hidden ? 'eyeOff' : 'eye'} />
    </button>
  );
}

/** They come over the value under the pointer; the keyboard has its own way. */
function RowActions(props: { list: RunList; info: IRunInfo }): JSX.Element {
  const { list, info } = props;
  const { trans, menu } = list.host;
  const runs = [info.run];
  return (
    <div role="gridcell" className="jp-Runside-rowActions">
      {info.trash && (
        <>
          <IconButton
            icon="restore"
            label={trans.__('Restore %1', info.name)}
            disabled={!canEdit(info)}
            tabIndex={-1}
            onClick={() => restore(list, runs)}
          />
          <IconButton
            icon="trash"
            label={trans.__('Delete %1 for ever…', info.name)}
            disabled={!canRemove(info)}
            tabIndex={-1}
            onClick={() => void removeForEver(list, runs)}
          />
        </>
      )}
      {!info.trash && (
        <MenuButton
          isInRow
          label={trans.__('More, for %1', info.name)}
          onOpen={at => menu.call(list.host, at, runMenu(list, info.run))}
        />
      )}
    </div>
  );
}
