import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IRunInfo, RunCollection } from '../model';
import { formatAge } from '../panel/format';
import { StateDot } from '../panel/StateDot';
import { stateWord } from '../panel/states';

export interface IRunPickerProps {
  runs: RunCollection;
  trans: TranslationBundle;
  /** Which runs can be picked. */
  suits: (info: IRunInfo) => boolean;
  /** The run that is marked now. */
  onChoose: (run: string | null) => void;
  /** The marked run is the one. */
  onAccept: () => void;
}

/** A list of runs, newest first, that narrows as one types. */
export function RunPicker(props: IRunPickerProps): React.ReactElement {
  const { runs, trans, suits, onChoose, onAccept } = props;
  const infos = useInfos(runs).filter(suits);
  const [typed, setTyped] = React.useState('');
  const [marked, setMarked] = React.useState<string | null>(null);
  const list = React.useRef<HTMLUListElement>(null);
  const shown = infos.filter(info => matches(info, typed));
  const chosen = shown.find(info => info.run === marked) ?? shown[0] ?? null;
  const chosenRun = chosen?.run ?? null;

  React.useEffect(() => {
    onChoose(chosenRun);
    list.current
      ?.querySelector('[aria-selected="true"]')
      ?.scrollIntoView({ block: 'nearest' });
  }, [chosenRun]);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined && chosen) {
      event.preventDefault();
      const next = shown[shown.indexOf(chosen) + by];
      if (next) {
        setMarked(next.run);
      }
    }
  };

  return (
    <div className="jp-Runside-picker" onKeyDown={onKeyDown}>
      <input
        className="jp-Runside-pickerFilter jp-mod-styled"
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls="jp-Runside-pickerList"
        aria-activedescendant={
          chosenRun ? `jp-Runside-pick-${chosenRun}` : undefined
        }
        aria-label={trans.__('Filter runs')}
        placeholder={trans.__('Filter by name, project or file')}
        value={typed}
        onChange={event => setTyped(event.target.value)}
      />
      <ul
        ref={list}
        id="jp-Runside-pickerList"
        className="jp-Runside-pickerList"
        role="listbox"
        aria-label={trans.__('Runs, newest first')}
      >
        {shown.map(info => (
          <li
            key={info.run}
            id={`jp-Runside-pick-${info.run}`}
            role="option"
            data-run={info.run}
            aria-selected={info === chosen}
            onClick={() => setMarked(info.run)}
            onDoubleClick={onAccept}
          >
            <StateDot state={info.state} reached />
            <span className="jp-Runside-pickerName">{info.name}</span>
            <span className="jp-Runside-pickerWhere">
              {info.project} · {info.notebook ?? info.program ?? info.host}
            </span>
            <span className="jp-Runside-pickerState">
              {stateWord(info.state, trans)} ·{' '}
              {formatAge(info.start, Date.now() / 1000, trans)}
            </span>
          </li>
        ))}
      </ul>
      {shown.length === 0 && (
        <p className="jp-Runside-pickerEmpty">
          {emptyText(props, infos.length, typed)}
        </p>
      )}
    </div>
  );
}

/** Why the list is empty. */
function emptyText(
  { runs, trans }: IRunPickerProps,
  suitable: number,
  typed: string
): string {
  if (runs.infos.length === 0) {
    return trans.__(
      'This Jupyter server knows no run yet. Runs of its folders appear here once runside.init() was called.'
    );
  }
  return suitable === 0
    ? trans.__('There is no run that this could be done with.')
    : trans.__('No run matches “%1”.', typed);
}

function useInfos(runs: RunCollection): readonly IRunInfo[] {
  const [infos, setInfos] = React.useState(runs.infos);
  React.useEffect(() => {
    const read = () => setInfos([...runs.infos]);
    runs.changed.connect(read);
    read();
    return () => {
      runs.changed.disconnect(read);
    };
  }, [runs]);
  return infos;
}

function matches(info: IRunInfo, typed: string): boolean {
  const said = [info.name, info.project, info.id, info.notebook, info.program];
  const text = said.join(' ').toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}
