/** A noisy descent along a parabola, logged: `node train.mjs` in a folder that is to hold the run. */
import { init } from './runside.mjs';

const SLOPE_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAAHUlEQVR42mNgEFAwcAhI' +
    'KGiYsGDDgQsPPjCMbAEAcLJ4AXkQ53sAAAAASUVORK5CYII=',
  'base64'
);

const run = init({ project: 'another-kernel', config: { rate: 0.1, x: 4 } });
run.define_metric('val/*', {
  step_metric: 'epoch',
  summary: 'best',
  goal: 'minimize'
});

let x = 4;
for (let epoch = 0; epoch < 5; epoch++) {
  run.log({ epoch }, { commit: false });
  for (let batch = 0; batch < 20; batch++) {
    x -= 0.1 * 2 * x * Math.random();
    run.log({ 'train/loss': x ** 2 });
  }
  run.log({ 'val/loss': x ** 2 });
}
run.log({ slope: run.image(SLOPE_PNG, 'what it went down') });
run.summary({ solution: { x, is_near: Math.abs(x) < 0.1 } });
run.finish();
console.log(run.folder);
