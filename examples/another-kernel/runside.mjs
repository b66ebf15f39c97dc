/** A library for another kernel: what a program calls. */
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { claimFolder, folderName, makeWhole } from './folders.mjs';
import { Journal } from './journal.mjs';
import { Metrics } from './metrics.mjs';
import {
  areRelatives,
  encode,
  fromPath,
  isTree,
  leaves,
  toPath,
  withValue
} from './values.mjs';

const COLOURS = (
  '#2f6fde #d96a10 #1b9e77 #b0489f #6a51a3 #a6761d ' +
  '#d4508a #5f8a1e #5c6a7d #83502f #1d7f95 #c2363f'
).split(' ');

/** Begin a run: `{project, id, name, dir, config, notes, tags}`, all of them optional. */
export const init = (options = {}) => new Run(options);

class Run {
  /** The step that the next `log` without a step is for. */
  step = 0;
  #journal;
  #metrics = new Metrics();
  /** The values of the open row, by path. */
  #open = new Map();
  /** The last {step, value} of each path. */
  #last = new Map();

  constructor({ project = 'uncategorized', id, name, dir, config, ...said }) {
    const root = path.join(
      dir ?? (process.env.RUNSIDE_DIR || '.'),
      'runside-runs'
    );
    const ofProject = path.join(root, folderName(project));
    fs.mkdirSync(ofProject, { recursive: true });
    fs.writeFileSync(path.join(root, '.gitignore'), '*\n');
    const colour = COLOURS[fs.readdirSync(ofProject).length % COLOURS.length];
    this.id = id ?? randomBytes(4).toString('hex');
    this.folder = claimFolder(ofProject, this.id);
    fs.mkdirSync(path.join(this.folder, 'journal'));
    fs.mkdirSync(path.join(this.folder, 'blobs'));
    const facts = { project, id: this.id, start: Date.now() / 1000 };
    const uid = randomBytes(16).toString('hex');
    makeWhole(path.join(this.folder, 'run.json'), encode({ uid, ...facts }));
    this.#journal = new Journal(
      this.folder,
      uid,
      `w${randomBytes(6).toString('hex')}`
    );
    const program = process.argv[1] ?? null;
    const notOfNode = { kernel: null, notebook: null, cell: null };
    const where = {
      host: os.hostname(),
      pid: process.pid,
      program,
      ...notOfNode
    };
    const given = {
      name: name ?? this.id,
      notes: said.notes ?? null,
      tags: said.tags ?? []
    };
    this.#append({
      kind: 'run',
      ...facts,
      ...where,
      ...given,
      language: 'node',
      colour
    });
    process.on('exit', this.#onExit);
    process.on('uncaughtExceptionMonitor', this.#onError);
    this.config(config ?? {});
  }

  /** Log values into the row of a step, and close the row: by default where no step is given. */
  log(data, { step, commit } = {}) {
    const at = step ?? this.step;
    if (!isTree(data) || !Number.isSafeInteger(at)) {
      throw new TypeError('log: data must be an object, and a step an integer');
    }
    encode(data, '', 1); // a call that cannot be kept changes nothing
    const isEarlier = at < this.step;
    const closes = isEarlier || (commit ?? step === undefined);
    const owed = at > this.step ? this.#leaveRow() : [];
    if (at > this.step) {
      this.step = at;
      this.#open = new Map();
    }
    for (const [name, value] of leaves(data)) {
      this.#see(at, name, value);
    }
    const whole = closes && !isEarlier ? this.#addStepMetrics(data) : data;
    this.#append(...owed, {
      kind: 'log',
      step: at,
      commit: closes,
      data: whole
    });
    if (closes && !isEarlier) {
      this.step += 1;
      this.#open = new Map();
    }
  }

  /** Say how a metric, or all that a glob names, is shown: `{step_metric, summary, goal, …}`. */
  define_metric(name, given = {}) {
    this.#metrics.define(name, given);
    this.#append({ kind: 'metric', name, ...given });
  }

  /** Set values in the summary. One that is a tree takes the place of the key's tree. */
  summary(values) {
    this.#set('summary', values);
  }

  /** Set values in the config, likewise. */
  config(values) {
    this.#set('config', values);
  }

  /** Keep a PNG; what is returned can be logged. */
  image(png, caption) {
    const sha256 = createHash('sha256').update(png).digest('hex');
    const file = `blobs/${sha256}.png`;
    makeWhole(path.join(this.folder, file), png);
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    const facts = {
      sha256,
      size: png.length,
      path: file,
      format: 'png',
      width,
      height
    };
    return { _type: 'image-file', ...facts, ...(caption && { caption }) };
  }

  /** End the run. What is open is closed. */
  finish(exit = 0, reason = 'finish', more = {}) {
    if (this.#journal) {
      this.#append(...this.#leaveRow(), {
        kind: 'finish',
        exit,
        reason,
        ...more
      });
      this.#journal.close();
      this.#journal = null;
      process.off('exit', this.#onExit);
      process.off('uncaughtExceptionMonitor', this.#onError);
    }
  }

  #onExit = code => this.finish(code, 'ended');

  #onError = error => {
    const lines = String(error?.stack ?? error).split('\n');
    this.finish(1, 'exception', { traceback: lines.slice(0, 20) });
  };

  #append(...records) {
    if (!this.#journal) {
      throw new Error(
        `the run ${this.id} is finished: init() begins another one`
      );
    }
    this.#journal.append(...records);
  }

  #set(kind, values) {
    const entries = Object.entries(values).map(([key, value]) => [
      toPath(key),
      value
    ]);
    if (entries.length > 0) {
      this.#append({ kind, set: Object.fromEntries(entries) });
    }
  }

  #see(step, name, value) {
    if (step === this.step) {
      for (const other of this.#open.keys()) {
        if (areRelatives(other, name)) {
          this.#open.delete(other);
        }
      }
      this.#open.set(name, value);
    }
    if (value !== null && step >= (this.#last.get(name)?.step ?? -Infinity)) {
      this.#last.set(name, { step, value });
    }
  }

  /** What step sync adds to the open row where a higher step, or the end, closes it. */
  #leaveRow() {
    const data = this.#addStepMetrics({});
    const row = {
      kind: 'log',
      step: this.step,
      commit: true,
      sync: true,
      data
    };
    return Object.keys(data).length > 0 ? [row] : [];
  }

  /** The data, with the step metrics that the open row asks for and has not. */
  #addStepMetrics(data) {
    // A map may grow while it is gone through: what is added is asked too.
    for (const name of this.#open.keys()) {
      const metric = this.#metrics.stepMetricOf(name);
      const last = this.#last.get(metric);
      const isThere = other => areRelatives(other, metric);
      if (last && ![...this.#open.keys()].some(isThere)) {
        this.#see(this.step, metric, last.value);
        data = withValue(data, fromPath(metric), last.value);
      }
    }
    return data;
  }
}
