import * as React from 'react';

import { formatCount } from '../panel/format';
import type { ListMetric } from './metric';
import type { RunList } from './runList';

/** The metric that the rows show, and the others to choose from. */
export function MetricPicker(props: { list: RunList }): JSX.Element | null {
  const { list } = props;
  const { metric, host } = list;
  const { trans } = host;
  const [isOpen, setOpen] = React.useState(false);
  const button = React.useRef<HTMLButtonElement>(null);
  const label = metric.current ?? trans.__('no metric');
  const close = (path?: string | null) => {
    setOpen(false);
    button.current?.focus();
    if (path !== undefined) {
      metric.choose(path);
    }
  };
  if (metric.current === null && metric.keys === null) {
    return null;
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className="jp-Runside-metricButton"
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-label={trans.__('Metric of the list: %1', label)}
        title={label}
        onClick={() => {
          metric.refresh();
          setOpen(!isOpen);
        }}
      >
        {/* Its end tells it from others: what is left out is at the front. */}
        <bdi>{label}</bdi>
      </button>
      {isOpen && (
        <MetricMenu
          metric={metric}
          trans={trans}
          onChoose={close}
          onLeave={() => setOpen(false)}
        />
      )}
    </>
  );
}

interface IOption {
  /** Null for whatever is best. */
  path: string | null;
  text: string;
  count: string;
}

function MetricMenu(props: {
  metric: ListMetric;
  trans: RunList['host']['trans'];
  onChoose: (path?: string | null) => void;
  onLeave: () => void;
}): JSX.Element {
  const { metric, trans, onChoose, onLeave } = props;
  const id = React.useId();
  const [typed, setTyped] = React.useState('');
  const options = optionsOf(metric, typed, trans);
  const [at, setAt] = React.useState(() =>
    Math.max(
      0,
      options.findIndex(({ path }) => path === metric.chosen)
    )
  );
  const marked = Math.min(at, options.length - 1);
  const menu = React.useRef<HTMLDivElement>(null);
  React.useLayoutEffect(() => {
    menu.current
      ?.querySelector('[aria-selected="true"]')
      ?.scrollIntoView?.({ block: 'nearest' });
  }, [marked]);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      setAt(Math.max(0, Math.min(options.length - 1, marked + by)));
    } else if (event.key === 'Enter' && options[marked]) {
      onChoose(options[marked].path);
    } else if (event.key === 'Escape') {
      onChoose();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={menu}
      className="jp-Runside-metricMenu"
      onKeyDown={onKeyDown}
      onBlur={event => {
        if (!event.currentTarget.contains(event.relatedTarget)) {
          onLeave();
        }
      }}
    >
      <input
        autoFocus
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={marked < 0 ? undefined : `${id}-${marked}`}
        aria-label={trans.__('Find a metric')}
        placeholder={trans.__('Find a metric')}
        spellCheck={false}
        value={typed}
        onChange={event => {
          setTyped(event.target.value);
          setAt(0);
        }}
      />
      <ul id={id} role="listbox" aria-label={trans.__('Metrics')}>
        {options.map(({ path, text, count }, i) => (
          <li
            key={path ?? ''}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === marked}
            data-chosen={path === metric.chosen}
            title={text}
            // The field keeps the focus, and the menu stays.
            onMouseDown={event => event.preventDefault()}
            onClick={() => onChoose(path)}
          >
            <span>{text}</span>
            <span className="jp-Runside-count">{count}</span>
          </li>
        ))}
      </ul>
      {options.length === 0 && (
        <p>
          {typed === ''
            ? trans.__('No run has logged a number yet.')
            : trans.__('No metric matches “%1”.', typed)}
        </p>
      )}
    </div>
  );
}

function optionsOf(
  { keys, automatic }: ListMetric,
  typed: string,
  trans: RunList['host']['trans']
): IOption[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const own = (keys ?? [])
    .filter(({ path }) =>
      words.every(word => path.toLowerCase().includes(word))
    )
    .map(({ path, runs }) => ({
      path,
      text: path,
      count: trans._n('%2 run', '%2 runs', runs, formatCount(runs))
    }));
  return words.length > 0 || automatic === null
    ? own
    : [{ path: null, text: trans.__('Automatic'), count: automatic }, ...own];
}
