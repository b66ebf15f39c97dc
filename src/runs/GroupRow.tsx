import * as React from 'react';

import { formatCount } from '../panel/format';
import type { ITranslation } from '../panel/host';
import { Icon } from '../panel/Icon';
import type { Row } from './rows';
import type { RunList } from './runList';

type FoldingRow = Exclude<Row, { kind: 'run' }>;

/** A title that runs stand under: a group, what is folded in one, the trash. */
export const GroupRow = React.memo(function GroupRow(props: {
  list: RunList;
  row: FoldingRow;
  index: number;
  top: number;
  isActive: boolean;
}): JSX.Element {
  const { list, row, index, top, isActive } = props;
  const { title, detail, count, tooltip } = textOf(row, list.host.trans);
  return (
    <div
      className="jp-Runside-groupRow"
      role="row"
      data-kind={row.kind}
      data-index={index}
      data-level={row.level}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.size}
      aria-rowindex={index + 1}
      aria-expanded={row.kind === 'trash' ? undefined : row.isOpen}
      tabIndex={isActive ? 0 : -1}
      title={tooltip ?? undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" aria-colspan={4}>
        <Icon name={row.kind === 'trash' ? 'trash' : 'chevron'} />
        <span className="jp-Runside-groupTitle">{title}</span>
        {detail !== null && (
          <span className="jp-Runside-groupDetail">{detail}</span>
        )}
        {count !== null && (
          <span className="jp-Runside-count">{formatCount(count)}</span>
        )}
      </div>
    </div>
  );
});

interface IText {
  title: string;
  detail: string | null;
  count: number | null;
  tooltip: string | null;
}

function textOf(row: FoldingRow, trans: ITranslation): IText {
  const plain = { detail: null, count: null, tooltip: null };
  switch (row.kind) {
    case 'group': {
      const { title, detail, count, path } = row.group;
      return { title, detail, count, tooltip: path };
    }
    case 'fold': {
      const n = row.infos.length;
      const shown = formatCount(n);
      return row.what === 'earlier'
        ? {
            ...plain,
            title: trans._n('%2 earlier', '%2 earlier', n, shown),
            tooltip: trans.__('Runs that the same cell made before')
          }
        : {
            ...plain,
            title: trans._n('%2 short run', '%2 short runs', n, shown),
            tooltip: trans.__(
              'Runs that have ended without a row, or within five seconds'
            )
          };
    }
    case 'trash':
      return { ...plain, title: trans.__('Trash'), count: row.count };
  }
}
