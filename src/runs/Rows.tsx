import * as React from 'react';

import { isLive } from '../panel/states';
import { openRow } from './actions';
import { GroupRow } from './GroupRow';
import { runMenu } from './menus';
import { pressKey } from './rowKeys';
import type { Row } from './rows';
import type { RunList } from './runList';
import { RunRow } from './RunRow';
import { ageOf } from './rowText';
import { useClock } from './useList';
import { useWindow } from './useWindow';

/**
 * The rows near the visible part, as one stop of the tab key: the arrows go from row
 * to row. To a screen reader it is a tree of rows with a name, a line and a value.
 */
export function Rows(props: { list: RunList }): JSX.Element {
  const { list } = props;
  const { rows, selection, host } = list;
  const { trans } = host;
  const view = useWindow(rows);
  const drawn = drawnRows(rows, view.first, view.last, selection.active);
  const infos = drawn.flatMap(i => {
    const row = rows[i];
    return row.kind === 'run' ? [row.info] : [];
  });
  const lives = infos.some(info => isLive(info.state));
  const now = useClock(!list.isShown ? null : lives ? 1 : 30);
  // In the trash no metric is shown.
  React.useEffect(() => list.series.want(list.inTrash ? [] : infos));
  const focus = useFocus(list, view.ref, view.show);

  const onKeyDown = (event: React.KeyboardEvent) => {
    // A field within a row has its own keys.
    if (event.target instanceof HTMLInputElement) {
      return;
    }
    if (pressKey(list, event, view.page)) {
      event.preventDefault();
      event.stopPropagation();
      focus();
    }
  };
  const onClick = (event: React.MouseEvent) => {
    const row = rowOf(event, rows);
    // Buttons and fields within a row do what they do, and no more.
    if (row && !(event.target as Element).closest('button, input')) {
      click(list, row, event);
    }
  };
  const onContextMenu = (event: React.MouseEvent) => {
    const row = rowOf(event, rows);
    if (row?.kind === 'run' && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      event.stopPropagation();
      if (!selection.runs.has(row.id)) {
        list.select((chosen, all) => chosen.go(all, row.id));
      }
      host.menu(event.nativeEvent, runMenu(list, row.id));
    }
  };

  return (
    <div
      ref={view.ref}
      className="jp-Runside-rows"
      role="treegrid"
      aria-label={
        list.inTrash ? trans.__('Runs in the trash') : trans.__('Runs')
      }
      aria-multiselectable="true"
      aria-rowcount={rows.length}
      aria-colcount={4}
      onScroll={view.onScroll}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onContextMenu={onContextMenu}
    >
      <div
        className="jp-Runside-rowsSpace"
        role="presentation"
        style={{ height: view.height }}
      >
        {drawn.map(i => {
          const row = rows[i];
          const place = {
            list,
            index: i,
            top: view.top(i),
            isActive: row.id === selection.active
          };
          return row.kind === 'run' ? (
            <RunRow
              key={row.id}
              {...place}
              info={row.info}
              level={row.level}
              position={row.position}
              size={row.size}
              steps={row.steps}
              age={ageOf(row.info, now, trans)}
              columns={list.series.get(row.id)}
              metric={list.metric.current}
              isChosen={row.id === list.chosen}
              isSelected={selection.runs.has(row.id)}
              isRenamed={
                list.editor?.kind === 'name' && list.editor.run === row.id
              }
              isReached={list.serverState === 'connected'}
              dark={host.theme.isDark()}
            />
          ) : (
            <GroupRow key={row.id} {...place} row={row} />
          );
        })}
      </div>
    </div>
  );
}

/** Those in the window, and the one that the keyboard is at. */
function drawnRows(
  rows: readonly Row[],
  first: number,
  last: number,
  active: string | null
): number[] {
  const drawn = Array.from({ length: last - first }, (_, i) => first + i);
  const at = rows.findIndex(row => row.id === active);
  if (at < 0 || (at >= first && at < last)) {
    return drawn;
  }
  return at < first ? [at, ...drawn] : [...drawn, at];
}

function click(list: RunList, row: Row, event: React.MouseEvent): void {
  if (row.kind === 'run' && event.shiftKey) {
    list.select((selection, rows) => selection.extend(rows, row.id));
  } else if (row.kind === 'run' && (event.ctrlKey || event.metaKey)) {
    list.select((selection, rows) => selection.toggle(rows, row.id));
  } else if (row.kind !== 'run') {
    list.select((selection, rows) => selection.go(rows, row.id));
    openRow(list, row);
  } else {
    list.select((selection, rows) => selection.go(rows, row.id));
    list.choose(row.id);
  }
}

function rowOf(event: React.MouseEvent, rows: readonly Row[]): Row | undefined {
  const element = (event.target as Element).closest<HTMLElement>(
    '[role="row"]'
  );
  return rows[Number(element?.dataset.index ?? -1)];
}

/**
 * The focus stays with the keyboard's row: where the arrows go, when the row that had
 * it is gone, and when an editor has closed.
 *
 * @returns asks for the focus, once what is drawn has changed
 */
function useFocus(
  list: RunList,
  ref: React.RefObject<HTMLElement>,
  show: (index: number) => void
): () => void {
  const { active } = list.selection;
  const isWanted = React.useRef(false);
  const hadEditor = React.useRef(false);
  const shown = React.useRef(active);
  React.useLayoutEffect(() => {
    if (active !== shown.current) {
      shown.current = active;
      show(list.rows.findIndex(row => row.id === active));
    }
    if (hadEditor.current && list.editor === null) {
      isWanted.current = true;
    }
    hadEditor.current = list.editor !== null;
    if (isWanted.current && list.editor === null) {
      ref.current
        ?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')
        ?.focus({ preventScroll: true });
      isWanted.current = false;
    }
  });
  return () => {
    isWanted.current = true;
  };
}
