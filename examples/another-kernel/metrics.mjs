/** What `define_metric` takes, and what a writer needs of it. */

const OPERATIONS = 'min max mean first last best copy none'.split(' ');
const GOALS = ['minimize', 'maximize'];

/** What `define_metric` said, as far as a writer needs it: which step metric a path asks for. */
export class Metrics {
  #defined = new Map();

  define(name, given) {
    // What is null says nothing.
    const heard = Object.entries(given).filter(([, value]) => value !== null);
    const {
      summary = '',
      goal,
      overwrite,
      ...rest
    } = Object.fromEntries(heard);
    const asked = summary.split(',').map(part => part.trim().toLowerCase());
    const unknown = asked.find(part => part && !OPERATIONS.includes(part));
    if (!name || name.slice(0, -1).includes('*')) {
      throw new Error(
        `define_metric: ${JSON.stringify(name)}: a * stands only at the end of a name`
      );
    } else if (unknown) {
      throw new Error(
        `define_metric: summary ${unknown}: it is one of ${OPERATIONS.join(', ')}`
      );
    } else if (asked.includes('best') && !GOALS.includes(goal)) {
      throw new Error(`define_metric: best needs goal: ${GOALS.join(' or ')}`);
    }
    const before = overwrite ? {} : this.#defined.get(name);
    this.#defined.set(name, { ...before, ...rest });
  }

  /** The path of the step metric that a row with a value of this path gets, or undefined. */
  stepMetricOf(name) {
    const globs = [...this.#defined.keys()].filter(
      glob => glob.endsWith('*') && name.startsWith(glob.slice(0, -1))
    );
    const longest = globs.sort((a, b) => b.length - a.length)[0];
    const rule = this.#defined.get(name) ?? this.#defined.get(longest);
    return rule && rule.step_sync !== false && rule.step_metric !== name
      ? (rule.step_metric ?? undefined)
      : undefined;
  }
}
