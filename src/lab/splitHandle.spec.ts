import { SplitPanel, Widget } from '@lumino/widgets';

import { makeHandleReachable } from './splitHandle';

function split() {
  const panel = new SplitPanel({ orientation: 'vertical' });
  panel.addWidget(new Widget());
  panel.addWidget(new Widget());
  panel.setRelativeSizes([0.5, 0.5]);
  const moved: number[] = [];
  makeHandleReachable(panel, 'Height', () =>
    moved.push(panel.relativeSizes()[0])
  );
  const handle = panel.handles[0];
  const press = (key: string) =>
    handle.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  return { panel, handle, moved, press };
}

test('the handle can be reached by keyboard, and says what it is and how it stands', () => {
  const { handle } = split();
  expect(handle.tabIndex).toBe(0);
  expect(handle.getAttribute('role')).toBe('separator');
  expect(handle.getAttribute('aria-label')).toBe('Height');
  expect(handle.getAttribute('aria-valuenow')).toBe('50');
});

test('the arrows move it, and leave something of either side', () => {
  const { handle, moved, press } = split();
  press('ArrowUp');
  expect(handle.getAttribute('aria-valuenow')).toBe('45');
  for (let i = 0; i < 30; i++) {
    press('ArrowDown');
  }
  expect(handle.getAttribute('aria-valuenow')).toBe('90');
  expect(moved).toHaveLength(31);
});

test('other keys are left alone', () => {
  const { moved, press } = split();
  press('Enter');
  expect(moved).toEqual([]);
});
