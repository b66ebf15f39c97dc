import * as React from 'react';

import { setNote } from './actions';
import { Drawer } from './Drawer';
import type { RunList } from './runList';

export function NoteEditor(props: { list: RunList; run: string }): JSX.Element {
  const { list, run } = props;
  const { trans } = list.host;
  const info = list.info(run);
  const [typed, setTyped] = React.useState(info?.notes ?? '');
  const title = trans.__('Note to %1', info?.name ?? run);
  return (
    <Drawer
      title={title}
      trans={trans}
      onCancel={() => list.setEditor(null)}
      onSave={() => {
        setNote(list, run, typed);
        list.setEditor(null);
      }}
    >
      <textarea
        autoFocus
        className="jp-Runside-noteField"
        aria-label={title}
        rows={4}
        value={typed}
        onChange={event => setTyped(event.target.value)}
      />
    </Drawer>
  );
}
