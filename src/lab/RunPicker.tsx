import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IRunInfo, RunCollection } from '../model';
import { formatAge } from '../panel/format';
import { StateDot } from '../panel/StateDot';

export interface IRunPickerProps {
  runs: RunCollection;
  trans: TranslationBundle;
  /** The run that is marked now. */
  onChoose: (run: string | null) => void;
  /** The marked run is the one. */
  onAccept: () => void;
}

/** A list of runs, newest first, that narrows as one types. */
export function RunPicker(props: IRunPickerProps): React.ReactElement {
  const { runs, trans, onChoose, onAccept } = props;
  const infos = useInfos(runs);
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
              {info.state} · {formatAge(info.start, Date.now() / 1000, trans)}
            </span>
          </li>
        ))}
      </ul>
      {shown.length === 0 && (
        <p className="jp-Runside-pickerEmpty">
          {infos.length === 0
            ? trans.__(
                'This Jupyter server knows no run yet. Runs of its folders appear here once runside.init() was called.'
              )
            : trans.__('No run matches “%1”.', typed)}
        </p>
      )}
    </div>
  );
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
