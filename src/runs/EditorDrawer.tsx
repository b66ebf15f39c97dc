import * as React from 'react';

import type { RunList } from './runList';
import { NoteEditor } from './NoteEditor';
import { TagEditor } from './TagEditor';

/** Below the list: the tags or the note of a run, while somebody writes them. */
export function EditorDrawer(props: { list: RunList }): JSX.Element | null {
  const { list } = props;
  const { editor } = list;
  switch (editor?.kind) {
    case 'tags':
      return (
        <TagEditor key={editor.runs.join(' ')} list={list} runs={editor.runs} />
      );
    case 'note':
      return <NoteEditor key={editor.run} list={list} run={editor.run} />;
    default:
      return null;
  }
}
