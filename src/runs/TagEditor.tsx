import * as React from 'react';

import { Icon } from '../panel/Icon';
import type { ITranslation } from '../panel/host';
import { changeTags } from './actions';
import { Drawer } from './Drawer';
import type { RunList } from './runList';
import { TagDraft } from './tagDraft';

/** The tags of one run, or of several. */
export function TagEditor(props: {
  list: RunList;
  runs: readonly string[];
}): JSX.Element {
  const { list, runs } = props;
  const { trans } = list.host;
  const [draft, setDraft] = React.useState(() =>
    TagDraft.of(list.infos.filter(info => runs.includes(info.run)))
  );
  const [typed, setTyped] = React.useState('');
  const known = new Set(list.infos.flatMap(info => info.tags));
  const title =
    runs.length === 1
      ? trans.__('Tags of %1', list.info(runs[0])?.name ?? runs[0])
      : trans._n('Tags of %1 run', 'Tags of %1 runs', runs.length);
  const id = React.useId();
  const onKeyDown = (event: React.KeyboardEvent) => {
    const isEnd = event.key === 'Enter' || event.key === ',';
    if (isEnd && typed.trim() !== '' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      setDraft(draft.add(typed));
      setTyped('');
    } else if (event.key === 'Backspace' && typed === '') {
      setDraft(draft.removeLast());
    }
  };
  return (
    <Drawer
      title={title}
      trans={trans}
      onCancel={() => list.setEditor(null)}
      onSave={() => {
        changeTags(list, runs, draft.add(typed).changes);
        list.setEditor(null);
      }}
    >
      <div className="jp-Runside-chips">
        {draft.tags.map(({ tag, isOfAll }) => (
          <Chip
            key={tag}
            tag={tag}
            isOfAll={isOfAll}
            trans={trans}
            onRemove={() => setDraft(draft.remove(tag))}
          />
        ))}
        <input
          autoFocus
          type="text"
          aria-label={trans.__('Add a tag')}
          placeholder={trans.__('Add a tag')}
          list={id}
          spellCheck={false}
          value={typed}
          onChange={event => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <datalist id={id}>
          {Array.from(known, tag => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
      </div>
    </Drawer>
  );
}

function Chip(props: {
  tag: string;
  isOfAll: boolean;
  trans: ITranslation;
  onRemove: () => void;
}): JSX.Element {
  const { tag, isOfAll, trans, onRemove } = props;
  const label = trans.__('Remove the tag %1', tag);
  return (
    <span
      className="jp-Runside-chip"
      data-of-all={isOfAll}
      title={isOfAll ? undefined : trans.__('Not all of these runs have it')}
    >
      <span>{tag}</span>
      <button type="button" aria-label={label} title={label} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </span>
  );
}
