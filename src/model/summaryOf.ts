import { type Json, type JsonObject } from '../protocol';
import { nestShown } from './assignments';
import { getOrMake } from './maps';
import { type MetricRules, STATISTICS } from './metricRules';
import {
  Assignment,
  type KeyRegisters,
  type Logged,
  isShownBefore
} from './registers';
import { type IStamp, living } from './stamps';
import { type IMetricRule } from './types';
import { type Visit } from './visit';

/** One operation of the summary: null where nothing was counted. */
type Operation = (key: KeyRegisters, rule: IMetricRule) => Json;

/** In the order in which they are shown. */
const OPERATIONS: readonly (readonly [name: string, of: Operation])[] = [
  ['min', ({ statistics }) => statistics.min],
  ['max', ({ statistics }) => statistics.max],
  ['mean', ({ statistics }) => statistics.mean],
  ['first', ({ first }) => first?.value ?? null],
  ['last', ({ highest }) => highest?.value ?? null],
  [
    'best',
    ({ statistics: { min, max } }, { goal }) =>
      goal === null ? null : goal === 'minimize' ? min : max
  ]
];

interface IEntry {
  /** What the entry is measured by against its relatives. */
  by: Assignment | Logged;
  value: Json;
  /** It shows nothing. */
  isDeleted?: boolean;
}

/**
 * What stands for each key of a run: the operations that were defined for it, what
 * the user set, or the value of the highest step.
 *
 * @param open - the visits that have not ended: they count with their present values
 */
export function summaryOf(
  keys: ReadonlyMap<string, KeyRegisters>,
  rules: MetricRules,
  open: readonly Visit[]
): JsonObject {
  const pending = new Map<string, Logged[]>();
  for (const visit of open) {
    for (const [path, logged] of visit.observations) {
      getOrMake(pending, path, () => []).push(logged);
    }
  }
  const entries = new Map<string, IEntry>();
  for (const [path, key] of keys) {
    const entry = entryOf(path, key, rules, pending.get(path) ?? []);
    if (entry !== null) {
      entries.set(path, entry);
    }
  }
  const shown = living(entries, (one, other) =>
    isShownBefore(one.by, other.by)
  );
  return nestShown(shown, entries);
}

function entryOf(
  path: string,
  key: KeyRegisters,
  rules: MetricRules,
  pending: readonly Logged[]
): IEntry | null {
  const rule = rules.of(path);
  const { explicit, highest } = key;
  if (rule.operations.has('none')) {
    // What shows nothing takes the place of earlier relatives all the same.
    return explicit !== null
      ? plain(explicit)
      : highest && { by: highest, value: null, isDeleted: true };
  }
  const by = key.shown;
  if (by === null) {
    return null;
  }
  const isSuspended =
    explicit !== null && suspends(explicit.stamp, path, rules);
  const value = isSuspended ? null : operate(key, rule, pending);
  return value === null ? plain(by) : { by, value };
}

/**
 * Whether a set suspends the operations that its key had then: it does until the key
 * is defined by its own name again.
 */
function suspends(set: IStamp, path: string, rules: MetricRules): boolean {
  if (rules.isNamedAfter(path, set)) {
    return false;
  }
  for (const operation of rules.of(path, set).operations) {
    if (STATISTICS.has(operation)) {
      return true;
    }
  }
  return false;
}

function plain(by: Assignment | Logged): IEntry {
  const isDeleted = by instanceof Assignment && by.isDeleted;
  return { by, value: by.value, isDeleted };
}

/** What the operations give; null where none gives anything. */
function operate(
  key: KeyRegisters,
  rule: IMetricRule,
  pending: readonly Logged[]
): JsonObject | null {
  const asked = OPERATIONS.filter(([name]) => rule.operations.has(name));
  if (asked.length === 0) {
    return null;
  }
  const whole = pending.length > 0 ? key.with(pending) : key;
  const given: JsonObject = {};
  for (const [name, of] of asked) {
    const value = of(whole, rule);
    if (value !== null) {
      given[name] = value;
    }
  }
  return Object.keys(given).length > 0 ? given : null;
}
