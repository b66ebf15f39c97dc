import * as React from 'react';

import { EditorDrawer } from './EditorDrawer';
import { isEmpty, Emptiness } from './Emptiness';
import { ListFooter } from './ListFooter';
import { ListHeader } from './ListHeader';
import { ListTools } from './ListTools';
import { Notices } from './Notices';
import { Rows } from './Rows';
import type { RunList } from './runList';
import { SelectionBar } from './SelectionBar';
import { useList } from './useList';

/** The runs list of a sidebar. */
export function RunListView(props: { list: RunList }): JSX.Element {
  const { list } = props;
  useList(list);
  const { trans, theme } = list.host;
  return (
    <section
      className="jp-Runside-runs"
      data-theme={theme.isDark() ? 'dark' : 'light'}
      aria-label={list.inTrash ? trans.__('Trash') : trans.__('Runs')}
    >
      <ListHeader list={list} />
      {list.infos.length > 0 && <ListTools list={list} />}
      {isEmpty(list) ? <Emptiness list={list} /> : <Rows list={list} />}
      <SelectionBar list={list} />
      <EditorDrawer list={list} />
      <Notices list={list} />
      <ListFooter list={list} />
    </section>
  );
}
