import {
  type Json,
  type JsonObject,
  isObject,
  leaves,
  nest
} from '../../protocol';
import type { RunModel } from '../runModel';

/**
 * The rows of a run, put together from what a page shows of its series and values. A
 * row without values is nothing that is shown.
 *
 * @param expected - the rows to come: a path that holds nulls alone is no key of the
 *   run, and such paths are taken from here
 */
export function shownRows(
  model: RunModel,
  expected: readonly JsonObject[]
): JsonObject[] {
  const paths = new Set([
    ...model.keys().map(({ path }) => path),
    ...expected.flatMap(row => leaves(row).map(([path]) => path))
  ]);
  const rows = new Map<number, [string, Json][]>();
  const put = (step: number, path: string, value: Json) =>
    rows.set(step, [...(rows.get(step) ?? []), [path, value]]);
  for (const path of paths) {
    const view = model.series(path)?.view(1000);
    view?.step.forEach((step, i) => put(step, path, view.value[i]));
    for (const { step, value } of model.values(path)) {
      put(step, path, value);
    }
  }
  return Array.from(rows.keys())
    .sort((one, other) => one - other)
    .map(step => ({ ...nest(rows.get(step) ?? []), _step: step }));
}

/** Rows as they are drawn: those that hold values, with numbers as floats. */
export function drawnRows(rows: readonly JsonObject[]): JsonObject[] {
  return rows
    .filter(row => Object.keys(row).length > 1)
    .map(row => asDrawn(row) as JsonObject);
}

function asDrawn(value: Json): Json {
  if (typeof value === 'bigint') {
    return Number(value);
  }
  if (isObject(value)) {
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([key, item]) => [key, asDrawn(item)])
    );
  }
  return value;
}
