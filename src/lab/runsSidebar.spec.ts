import { nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import type { RunView } from '../notebook/runView';
import { unknownInfo } from '../protocol';
import { RunList } from '../runs';
import { MadeUpHost } from '../runs/testing/madeUpRuns';
import { RunFollower } from './runFollower';
import { RunsSidebar } from './runsSidebar';
import { FIRST_STATE } from './sidebarState';

const NEWEST = 'c';

// What the list draws is not looked at here, and need not have been drawn.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });

function sidebar() {
  const host = new MadeUpHost();
  host.runs.reset(
    ['a', 'b', NEWEST].map((uid, i) => ({ ...unknownInfo(uid), start: i })),
    []
  );
  const list = new RunList({
    runs: host.runs,
    host,
    server: host.server,
    schedule: callback => callback()
  });
  const panels: Widget[] = [];
  const widget = new RunsSidebar({
    trans: nullTranslator.load('runside'),
    list,
    createPanel: run => {
      const panel = new Widget();
      panel.id = run;
      panels.push(panel);
      // Of the panel the sidebar needs no more than that it is a widget.
      return panel as RunView;
    },
    isNewest: run => run === NEWEST
  });
  const shown = () => widget.widgets.slice(1).map(({ id }) => id);
  return { widget, list, panels, shown, runs: host.runs };
}

test('the panel of the chosen run takes the place of the one before, which is disposed of', () => {
  const { widget, list, panels, shown } = sidebar();
  expect(shown()).toEqual([]);
  list.choose('a');
  list.choose('b');
  expect(shown()).toEqual(['b']);
  expect(panels[0].isDisposed).toBe(true);
  widget.choose(null);
  expect(shown()).toEqual([]);
  expect(panels[1].isDisposed).toBe(true);
});

test('what is chosen from outside is chosen in the list, and told once', () => {
  const { widget, list } = sidebar();
  const told: (string | null)[] = [];
  widget.chosenChanged.connect((_, run) => told.push(run));
  widget.choose('a');
  widget.choose('a');
  expect(list.chosen).toBe('a');
  widget.choose(null);
  expect(told).toEqual(['a', null]);
});

test('it follows the notebook until another run than the newest is chosen, or the panel is closed', () => {
  const { widget, list } = sidebar();
  expect(widget.isFollowing).toBe(true);
  list.choose('a');
  expect(widget.isFollowing).toBe(false);
  list.choose(NEWEST);
  expect(widget.isFollowing).toBe(true);
  widget.choose(null);
  expect(widget.isFollowing).toBe(false);
});

test('as it was it is again, from what it keeps', () => {
  const { widget, list } = sidebar();
  widget.choose('a');
  list.setSearch('digits');
  widget.setRelativeSizes([0.7, 0.3]);
  widget.handles[0].dispatchEvent(
    new KeyboardEvent('keydown', { key: 'ArrowDown' })
  );
  const { state } = widget;

  const other = sidebar();
  expect(other.widget.state).toEqual({
    ...FIRST_STATE,
    list: other.list.state
  });
  other.widget.restore(state);
  expect(other.shown()).toEqual(['a']);
  expect(other.widget.isFollowing).toBe(false);
  expect(other.widget.relativeSizes()[0]).toBeCloseTo(0.75);
  expect(other.list.state.search).toBe('digits');
});

test('the panel of a run that is deleted for ever closes', () => {
  const { widget, runs, shown } = sidebar();
  new RunFollower({ sidebar: widget, inView: null, runs });
  Widget.attach(widget, document.body);
  widget.choose('a');
  runs.update({ ...unknownInfo('a'), name: 'renamed' });
  expect(shown()).toEqual(['a']);
  runs.remove('a');
  expect(shown()).toEqual([]);
  widget.dispose();
});
