import type { PanelPlace } from '../host';
import { mountRunPanel } from '../mount';
import { Digits } from './digits';
import { PlainTheme, plainHost } from './plainHost';
import { SCENES, trainingStep } from './scenes';

/**
 * A page that shows one panel outside of JupyterLab, for looking at it and for
 * measuring it. Its address says what: `?scene=live&width=930&theme=dark&place=tab`;
 * `&height=440` gives it a height, `&rate=20` lets the live scene go on at so many steps a second.
 */
const query = new URLSearchParams(location.search);
const scene = query.get('scene') ?? 'live';
const dark = query.get('theme') === 'dark';
const place = (query.get('place') ?? 'output') as PanelPlace;
const rate = Number(query.get('rate') ?? 0);

document.body.dataset.jpThemeLight = String(!dark);
const digits = new Digits();
const make = SCENES[scene];
if (!make) {
  throw new Error(
    `There is no scene "${scene}": ${Object.keys(SCENES).join(', ')}`
  );
}
const run = make(digits);
const node = document.createElement('div');
node.className = 'jp-Runside-mount';
node.dataset.place = place;
node.style.width = `${query.get('width') ?? 930}px`;
if (place === 'tab' || place === 'sidebar') {
  node.style.height = '700px';
}
document.body.append(node);

const theme = new PlainTheme(dark);
const panel = mountRunPanel(node, {
  model: run.model,
  place,
  height: query.has('height') ? Number(query.get('height')) : null,
  host: plainHost({
    theme,
    blob: (_, sha256) => digits.blob(sha256),
    edit: (_, edit) => {
      run.setInfo(edit);
      run.emit();
      return Promise.resolve();
    },
    goToCell: place === 'saved' ? undefined : () => undefined,
    openInTab: place === 'output' ? () => undefined : undefined
  })
});
run.emit();

if (rate > 0) {
  let step = (run.info?.step ?? 0) + 1;
  const began = performance.now();
  const first = step;
  const go = () => {
    const due = first + ((performance.now() - began) / 1000) * rate;
    for (; step < due; step++) {
      trainingStep(run, step, Date.now() / 1000, digits);
    }
    run.emit();
    requestAnimationFrame(go);
  };
  requestAnimationFrame(go);
}

Object.assign(window, { runside: { run, panel, theme, digits } });
