import {
  type IMetricRecord,
  type IMetricState,
  type JsonObject,
  encodeValue,
  fieldsOf
} from '../protocol';
import { fromObject, getOrMake, toObject } from './maps';
import {
  type IStamp,
  compareStamps,
  stampFromJson,
  stampToJson
} from './stamps';
import { type IMetricRule } from './types';

/** The arguments of one `define_metric`, and when. */
interface IDefinition {
  stamp: IStamp;
  given: JsonObject;
}

/** The operations that make a summary an object of them. */
export const STATISTICS: ReadonlySet<string> = new Set([
  'min',
  'max',
  'mean',
  'first',
  'last',
  'best'
]);

/**
 * What `define_metric` said: the rule of each path, whatever the order in which the
 * definitions came. `protocol/README.md` ("Metric rules") has the meaning;
 * `runside/fold/metric_rules.py` is the same in Python.
 */
export class MetricRules {
  add(stamp: IStamp, record: IMetricRecord): void {
    const given = fieldsOf(record);
    const definitions = getOrMake(this._definitions, record.name, () => []);
    definitions.push({ stamp, given });
    definitions.sort((one, other) => compareStamps(one.stamp, other.stamp));
    // Of equal ones the first and the last count, so that code which defines again
    // in each epoch does not make a run grow.
    const told = textOf(given);
    const equal = definitions.filter(other => textOf(other.given) === told);
    if (equal.length === 3) {
      definitions.splice(definitions.indexOf(equal[1]), 1);
    }
    this._rules.clear();
  }

  get isEmpty(): boolean {
    return this._definitions.size === 0;
  }

  /**
   * The rule of a path; that which says nothing where none was defined.
   *
   * @param before - asks for the rule that the definitions before this stamp made
   */
  of(path: string, before?: IStamp): IMetricRule {
    return before === undefined
      ? getOrMake(this._rules, path, () => this._find(path))
      : this._find(path, before);
  }

  /** Whether a path was defined by its own name after this stamp. */
  isNamedAfter(path: string, stamp: IStamp): boolean {
    const latest = isGlob(path)
      ? undefined
      : this._definitions.get(path)?.at(-1);
    return latest !== undefined && compareStamps(stamp, latest.stamp) < 0;
  }

  toJson(): { [name: string]: IMetricState[] } {
    return toObject(this._definitions, definitions =>
      definitions.map(({ stamp, given }) => ({
        stamp: stampToJson(stamp),
        given
      }))
    );
  }

  static fromJson(data: { [name: string]: IMetricState[] }): MetricRules {
    const rules = new MetricRules();
    rules._definitions = fromObject(data, definitions =>
      definitions.map(({ stamp, given }) => ({
        stamp: stampFromJson(stamp),
        given
      }))
    );
    return rules;
  }

  private _find(path: string, before?: IStamp): IMetricRule {
    for (const name of this._namesOf(path)) {
      const definitions = this._definitions
        .get(name)!
        .filter(
          ({ stamp }) =>
            before === undefined || compareStamps(stamp, before) < 0
        );
      if (definitions.length > 0) {
        const rule = merge(definitions);
        return rule.stepMetric === path ? { ...rule, stepMetric: null } : rule;
      }
    }
    return NO_RULE;
  }

  /** The names that are defined and name this path, the closest first. */
  private _namesOf(path: string): string[] {
    const names = Array.from(this._definitions.keys());
    return names
      .filter(name =>
        isGlob(name) ? path.startsWith(name.slice(0, -1)) : name === path
      )
      .sort(
        (one, other) =>
          Number(isGlob(one)) - Number(isGlob(other)) ||
          other.length - one.length
      );
  }

  private _definitions = new Map<string, IDefinition[]>();
  /** The rules that were asked for since the last definition. */
  private readonly _rules = new Map<string, IMetricRule>();
}

/** Whether a name stands for all paths that begin with what is before its `*`. */
function isGlob(name: string): boolean {
  return name.endsWith('*');
}

/** The same for equal arguments, in whatever order they stand. */
function textOf(given: JsonObject): string {
  return JSON.stringify(encodeValue(Object.entries(given).sort()));
}

/** That of a path which nobody defined. */
export const NO_RULE: IMetricRule = {
  stepMetric: null,
  hidden: false,
  goal: null,
  operations: new Set()
};

/**
 * The definitions of one name, by stamp: what a later one gives replaces what an
 * earlier one gave; the operations of the summary add up; `overwrite` forgets all
 * before it. What has no meaning here, perhaps of a newer library, has none.
 */
function merge(definitions: readonly IDefinition[]): IMetricRule {
  let rule = NO_RULE;
  for (const { given } of definitions) {
    const { stepMetric, hidden, goal, operations } =
      given.overwrite === true ? NO_RULE : rule;
    rule = {
      stepMetric:
        typeof given.step_metric === 'string' ? given.step_metric : stepMetric,
      hidden: typeof given.hidden === 'boolean' ? given.hidden : hidden,
      goal:
        given.goal === 'minimize' || given.goal === 'maximize'
          ? given.goal
          : goal,
      operations:
        typeof given.summary === 'string'
          ? new Set([...operations, ...operationsIn(given.summary)])
          : operations
    };
  }
  return rule;
}

function operationsIn(text: string): string[] {
  return text.split(',').map(operation => operation.trim().toLowerCase());
}
