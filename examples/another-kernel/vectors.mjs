/**
 * The cases of protocol/vectors through this library: `node vectors.mjs <file.json> <folder>` makes a run of each, with the number
 * of the case as its id, and prints the errors of all as JSON.
 */
import { readFileSync } from 'node:fs';

import { init } from './runside.mjs';

const CALLS = {
  log: (run, { data, ...how }) => run.log(data, how),
  log_unserializable: (run, data) => run.log({ ...data, bad: Symbol('bad') }),
  define: (run, { name, ...given }) => run.define_metric(name, given),
  summary: (run, values) => run.summary(values)
};

const [file, dir] = process.argv.slice(2);
const { cases } = JSON.parse(readFileSync(file, 'utf8'), fromProtocol);
const errors = cases.map(({ ops }, at) => {
  const run = init({ project: 'vectors', id: `${at}`, dir });
  const caught = ops.flatMap(([call, given], index) => {
    try {
      CALLS[call](run, given);
      return [];
    } catch (error) {
      return [[index, error.name]];
    }
  });
  run.finish();
  return caught;
});
console.log(JSON.stringify(errors));

/** A reviver: the numbers that JSON does not have. */
function fromProtocol(key, value) {
  const [name, text] = Object.entries(value ?? {})[0] ?? [];
  return name === '$number'
    ? Number(text)
    : name === '$int'
      ? BigInt(text)
      : value;
}
