import { mountRunList } from './mount';
import { RunList } from './runList';
import { MadeUpHost, madeUpInfo } from './testing/madeUpRuns';

// Here React runs as it does in a page.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });

test('mountRunList has the list there when it returns, and leaves an empty node', async () => {
  const host = new MadeUpHost();
  host.runs.reset([madeUpInfo(1)], []);
  const list = new RunList({ runs: host.runs, host, server: host.server });
  const node = document.createElement('div');
  const mounted = mountRunList(node, list);
  expect(node.querySelector('[data-run]')!.textContent).toContain('run-1');
  expect(list.isShown).toBe(true);
  // What the server says is drawn with the page's own next frame.
  host.runs.update(madeUpInfo(1, { name: 'calm-river' }));
  await drawn(() => node.textContent?.includes('calm-river'));
  mounted.setVisible(false);
  expect(list.isShown).toBe(false);
  mounted.dispose();
  expect(node.childNodes).toHaveLength(0);
  list.dispose();
});

/** Resolves in the frame in which it holds. */
async function drawn(holds: () => boolean | undefined): Promise<void> {
  while (!holds()) {
    await new Promise(resolve => requestAnimationFrame(resolve));
  }
}
