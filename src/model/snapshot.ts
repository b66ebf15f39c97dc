import {
  type IRunInfo,
  type ISavedFailure,
  type ISavedRun,
  type ISavedValue,
  type Json,
  encodeSaved,
  encodeValue
} from '../protocol';
import { kindOf } from './keyList';
import { type RunModel } from './runModel';
import { snapshotSeries } from './snapshotSeries';
import { trimImages } from './trimImages';
import { bytesInNotebook, trimText, trimTree, trimValue } from './trimTree';
import { type IFailure, type KeyKind } from './types';

/** What a snapshot reads of a run. */
export type IPictured = Pick<
  RunModel,
  | 'info'
  | 'config'
  | 'summary'
  | 'failure'
  | 'keys'
  | 'metric'
  | 'series'
  | 'values'
>;

export interface ISnapshotOptions {
  /** When it is taken, Unix seconds. */
  t: number;
  /** How many bytes of the notebook's file it may take. */
  budget: number;
  /** Small pictures of images, by SHA-256, as `data:` addresses. */
  thumbnails: ReadonlyMap<string, string>;
  /** How many image cards have none. */
  unpictured: number;
}

/** The parts of the budget that config and summary may take, and text values. */
const CONFIG_PART = 0.12;
const SUMMARY_PART = 0.2;
const VALUES_PART = 0.15;

/** What the list of series takes besides them, and the digits of what is left out. */
const BRACKETS = 40;

/** The last lines of a traceback say what went wrong. */
const TRACEBACK_LINES = 20;

/**
 * What a notebook keeps of a run.
 *
 * @returns null where nothing is known of the run, or even what cannot be left out
 *   has no room
 */
export function takeSnapshot(
  run: IPictured,
  { t, budget, thumbnails, unpictured }: ISnapshotOptions
): ISavedRun | null {
  const { info, failure } = run;
  if (info === null) {
    return null;
  }
  const config = trimTree(run.config, budget * CONFIG_PART);
  const summary = trimTree(run.summary, budget * SUMMARY_PART, value =>
    trimImages(value, thumbnails)
  );
  const values = latestValues(run, thumbnails, budget * VALUES_PART);
  const saved: ISavedRun = {
    t,
    info: publicInfo(info),
    config: config.tree,
    summary: summary.tree,
    failure: failure && shortFailure(failure),
    series: [],
    values: values.values,
    thumbnails: new Map(thumbnails),
    leftOut: config.leftOut + summary.leftOut + values.leftOut + unpictured
  };
  const left = budget - bytesInNotebook(encodeSaved(saved)) - BRACKETS;
  if (left < 0) {
    return null;
  }
  const { series, leftOut } = snapshotSeries(run, info.start, left);
  return { ...saved, series, leftOut: saved.leftOut + leftOut };
}

/** Whether two snapshots show the same, whenever they were taken. */
export function isSamePicture(one: ISavedRun, other: ISavedRun): boolean {
  return textOf(one) === textOf(other);
}

function textOf(saved: ISavedRun): string {
  return JSON.stringify(encodeSaved({ ...saved, t: 0 }));
}

/**
 * Notebooks are given to others: what says on which machine, below which folder and
 * by which account a run was made is not written into them.
 */
function publicInfo(info: IRunInfo): IRunInfo {
  return {
    ...info,
    name: trimText(info.name),
    project: trimText(info.project),
    tags: info.tags.slice(0, 20).map(trimText),
    notes: info.notes === null ? null : trimText(info.notes),
    dir: null,
    program: null,
    host: null,
    pid: null,
    user: null,
    owner: null
  };
}

function shortFailure(failure: IFailure): ISavedFailure {
  return {
    ...failure,
    value: failure.value === null ? null : trimText(failure.value),
    traceback: failure.traceback.slice(-TRACEBACK_LINES).map(trimText)
  };
}

/** The latest value of each card that shows no numbers. */
function latestValues(
  run: IPictured,
  thumbnails: ReadonlyMap<string, string>,
  budget: number
): { values: ISavedValue[]; leftOut: number } {
  let left = budget;
  let leftOut = 0;
  const values: ISavedValue[] = [];
  for (const { path, kind } of run.keys()) {
    if (kind === 'number' || run.metric(path).hidden) {
      continue;
    }
    const latest = run
      .values(path)
      .filter(({ value }) => kindOf(value) === kind)
      .at(-1);
    if (latest === undefined) {
      continue;
    }
    const { step, time } = latest;
    const value = trimmed(kind, latest.value, thumbnails);
    const saved = { key: path, step, t: time, value };
    const needed = bytesInNotebook({ ...saved, value: encodeValue(value) }, 2);
    if (needed <= left) {
      left -= needed;
      values.push(saved);
    } else {
      leftOut += 1;
    }
  }
  return { values, leftOut };
}

function trimmed(
  kind: KeyKind,
  value: Json,
  thumbnails: ReadonlyMap<string, string>
): Json {
  switch (kind) {
    case 'image':
      return trimImages(value, thumbnails);
    case 'histogram':
      // Half of its bins would be another one.
      return value;
    default:
      return trimValue(value);
  }
}
