import type { Digits } from './digits';
import { noise } from './digits';
import { SyntheticRun } from './syntheticRun';

/**
 * Runs in the states that a panel has to be right in.
 */
export const SCENES: Record<string, (digits: Digits) => SyntheticRun> = {
  live: digits => training(1240, digits),
  finished: digits => {
    const run = training(2000, digits);
    run.setInfo({ state: 'finished', exit: 0 });
    return run;
  },
  killed: digits => {
    const run = training(1240, digits);
    run.setInfo({ state: 'killed', badLines: 1, gaps: 2 });
    return run;
  },
  crashed: digits => {
    const run = training(640, digits);
    run.setInfo({ state: 'crashed', exit: 1, totalSteps: null });
    run.failure = {
      t: Date.now() / 1000,
      type: 'ValueError',
      value: 'the batch is empty',
      traceback: [
        '  File "train.py", line 81, in epoch',
        '    loss = step(batch)',
        '  File "train.py", line 52, in step',
        '    raise ValueError("the batch is empty")'
      ],
      cell: null
    };
    return run;
  },
  idle: digits => {
    const run = training(300, digits);
    run.setInfo({ state: 'idle', totalSteps: null });
    return run;
  },
  'not-heard-from': digits => {
    const run = training(1240, digits);
    run.setInfo({
      state: 'not heard from',
      host: 'gpu-07',
      program: 'train.py'
    });
    run.setLinks({ kernel: 'none' });
    return run;
  },
  disconnected: digits => {
    const run = training(1240, digits);
    run.setLinks({ kernel: 'none', server: 'disconnected', indexed: false });
    return run;
  },
  ended: digits => {
    const run = training(900, digits);
    run.setInfo({ state: 'finished', exit: 0, reason: 'ended' });
    return run;
  },
  'failed-cell': digits => {
    const run = SCENES.crashed(digits);
    run.setInfo({ state: 'idle', exit: null });
    return run;
  },
  'of-another': digits => {
    const run = training(2000, digits);
    run.setInfo({ state: 'finished', exit: 0, owner: 'bea', mine: false });
    run.setLinks({ kernel: 'none' });
    return run;
  },
  saved: digits => {
    const run = training(2000, digits);
    run.setInfo({ state: 'finished', exit: 0 });
    run.setLinks({ kernel: 'none', server: 'absent', indexed: false });
    run.keep();
    return run;
  },
  empty: () => {
    const run = new SyntheticRun();
    const now = Date.now() / 1000;
    run.setInfo({
      start: now - 4,
      lastT: now - 4,
      dir: 'runside-runs/digits/x7k2m9qa'
    });
    return run;
  },
  loading: () => {
    const run = new SyntheticRun();
    run.setLinks({ kernel: 'none', server: 'connecting', indexed: false });
    return run;
  },
  odd: digits => odd(digits),
  many: () => many(5000)
};

/** A small network on digits: the run of the pictures. */
export function training(steps: number, digits: Digits): SyntheticRun {
  const run = new SyntheticRun();
  const start = Date.now() / 1000 - steps / 21;
  run.setInfo({
    start,
    totalSteps: 2000,
    notebook: 'examples/quickstart.ipynb',
    host: 'lab-01',
    user: 'ada',
    pid: 4711,
    tags: ['baseline', 'mlp'],
    dir: 'runside-runs/digits/x7k2m9qa'
  });
  run.config = {
    batch_size: 64,
    optimizer: { name: 'adam', lr: 0.001, betas: [0.9, 0.999] },
    hidden: [64, 32],
    dropout: 0.1,
    seed: 7,
    dataset: 'scikit-learn digits',
    documentation: 'See https://scikit-learn.org/stable/datasets.html.'
  };
  for (let step = 0; step <= steps; step++) {
    trainingStep(run, step, start + step / 21, digits);
  }
  return run;
}

export function trainingStep(
  run: SyntheticRun,
  step: number,
  time: number,
  digits: Digits
): void {
  const fall = Math.exp(-step / 260);
  const shake = (size: number, salt: number) =>
    (noise(step * 3 + salt) - 0.5) * size;
  run.log(step, time, {
    'train/loss': 0.08 + 2.1 * fall + shake(0.12 + 0.3 * fall, 1),
    'train/accuracy': Math.min(1, 0.985 - 0.85 * fall + shake(0.06, 2)),
    'train/learning_rate':
      step < 100 ? step * 1e-5 : 1e-3 * Math.cos((step / 2000) * 1.45) ** 1.4
  });
  if (step % 20 === 0) {
    run.log(step, time, {
      'validation/loss': 0.16 + 1.7 * fall + shake(0.03, 4),
      'validation/accuracy': 0.955 - 0.75 * fall + shake(0.01, 5)
    });
  }
  if (step % 200 === 0) {
    run.log(step, time, { 'examples/misclassified': digits.batch(12) });
  }
  run.summary = {
    'train/loss': run.series('train/loss')?.last?.value ?? null,
    'train/accuracy': run.series('train/accuracy')?.last?.value ?? null,
    'train/learning_rate':
      run.series('train/learning_rate')?.last?.value ?? null,
    'validation/loss': run.series('validation/loss')?.last?.value ?? null,
    'validation/accuracy':
      run.series('validation/accuracy')?.last?.value ?? null
  };
}

/** What does not look like an example: gaps, long names, every kind of value. */
function odd(digits: Digits): SyntheticRun {
  const run = new SyntheticRun();
  const start = Date.now() / 1000 - 90_000;
  run.setInfo({
    start,
    name: 'a-run-with-a-rather-long-name-that-somebody-gave-it-by-hand',
    project: 'odds'
  });
  for (let step = 0; step < 60; step++) {
    const gap = step % 13 === 12 || step === 30 || step === 32;
    run.log(step * 1_000_000, start + step * 1500, {
      loss: gap ? NaN : 1e-5 * Math.exp(-step / 20),
      constant: 3,
      'a metric with a name that does not fit into the head of a card': step,
      'grad_norm/layers.12.self_attention.output_projection.weight':
        12_000 + 900 * noise(step),
      narrow: 0.98121 + 1e-6 * step,
      phase: step < 30 ? 'warm-up' : 'main phase, with everything unfrozen',
      ok: step % 7 !== 0,
      note: { why: 'a tree is a leaf here', at: [1, 2, NaN] }
    });
  }
  run.log(60_000_000, start + 90_000, { once: 0.25, negative: -1.5e7 });
  run.log(60_000_000, start + 90_000, {
    sample: digits.single(96),
    'wide/many': digits.batch(75, 28)
  });
  run.setInfo({ badLines: 3 });
  run.setLinks({ behind: true, missing: 12 });
  run.problems = ['The blob 00ab… is missing on disk.'];
  return run;
}

/** So many metrics of a few steps each. */
function many(metrics: number): SyntheticRun {
  const run = new SyntheticRun();
  const start = Date.now() / 1000 - 60;
  for (let step = 0; step < 20; step++) {
    const row: Record<string, number> = {};
    for (let i = 0; i < metrics; i++) {
      row[`grad_norm/block${i % 50}/layers.${i}.weight`] = noise(i + 97 * step);
    }
    run.log(step, start + step, row);
  }
  return run;
}
