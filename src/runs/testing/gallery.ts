import { mountRunList } from '../mount';
import { RunList } from '../runList';
import { MadeUpHost, madeUpColumns } from './madeUpRuns';
import { NOTEBOOK, SCENES } from './scenes';

/**
 * A page that shows one runs list outside of JupyterLab, for looking at it and for
 * measuring it. Its address says what: `?scene=list&width=350&theme=dark`.
 */
const query = new URLSearchParams(location.search);
const name = query.get('scene') ?? 'list';
const dark = query.get('theme') === 'dark';
const scene = SCENES[name];
if (!scene) {
  throw new Error(
    `There is no scene "${name}": ${Object.keys(SCENES).join(', ')}`
  );
}
document.body.dataset.jpThemeLight = String(!dark);

/** What the runs have come to, in the order of the picture. */
const BEST = [0.953, 0.947, 0.939, 0.892, 0.942, 0.731, 0.931, 0.925, 0.911];

const host = new MadeUpHost();
host.columns = (info, key) => {
  const index = scene.infos.findIndex(({ run }) => run === info.run);
  return madeUpColumns(info, BEST[index % BEST.length], key);
};
host.theme.setDark(dark);
host.server.state = scene.server ?? 'connected';
host.runs.reset(scene.infos, scene.problems ?? []);
const list = new RunList({ runs: host.runs, host, server: host.server });
list.setNotebook(NOTEBOOK);

const node = document.createElement('div');
node.style.width = `${query.get('width') ?? 350}px`;
node.style.height = `${query.get('height') ?? 563}px`;
node.style.border = '1px solid var(--jp-border-color2)';
document.body.append(node);
const before = performance.now();
const mounted = mountRunList(node, list);
const drawn = performance.now() - before;
scene.act?.(list, host);

Object.assign(window, { runside: { list, host, mounted, drawn } });
