import { MetricRules, NO_RULE } from './metricRules';

/** The rules that these definitions make, written one after the other. */
function defined(...definitions: Record<string, unknown>[]): MetricRules {
  const rules = new MetricRules();
  definitions.forEach((given, i) => define(rules, i, given));
  return rules;
}

function define(
  rules: MetricRules,
  seq: number,
  given: Record<string, unknown>
): void {
  const record = { kind: 'metric', t: seq, name: '', ...given } as never;
  rules.add({ t: seq, writer: 'w1', seq }, record);
}

const at = (seq: number) => ({ t: seq, writer: 'w1', seq });

describe('the rule of a path', () => {
  it('is that of its name, else of the longest prefix', () => {
    const rules = defined(
      { name: '*', step_metric: 'all' },
      { name: 'train/*', step_metric: 'train' },
      { name: 'tr*', step_metric: 'tr' },
      { name: 'train/loss', hidden: true }
    );
    expect(rules.of('train/acc.x').stepMetric).toBe('train');
    expect(rules.of('try').stepMetric).toBe('tr');
    expect(rules.of('loss').stepMetric).toBe('all');
    // Nothing of a prefix is added to what its own name says.
    expect(rules.of('train/loss')).toEqual({ ...NO_RULE, hidden: true });
    expect(defined().of('loss')).toBe(NO_RULE);
  });

  it('is made of all definitions of the name, whatever their order of arrival', () => {
    const rules = new MetricRules();
    define(rules, 3, { name: 'a', summary: 'max', goal: 'maximize' });
    define(rules, 1, { name: 'a', summary: ' Min,mean', goal: 'minimize' });
    define(rules, 2, { name: 'a', goal: null, hidden: true });
    expect(rules.of('a')).toEqual({
      stepMetric: null,
      hidden: true,
      goal: 'maximize',
      operations: new Set(['min', 'mean', 'max'])
    });
    define(rules, 4, { name: 'a', summary: 'last', overwrite: true });
    expect(rules.of('a')).toEqual({
      ...NO_RULE,
      operations: new Set(['last'])
    });
  });

  it('never makes a metric its own step', () => {
    const rules = defined({ name: 'e*', step_metric: 'epoch' });
    expect(rules.of('epoch').stepMetric).toBeNull();
    expect(rules.of('error').stepMetric).toBe('epoch');
  });

  it('passes over what has no meaning', () => {
    const given = { hidden: 'yes', goal: 'up', summary: 3, step_metric: 1 };
    expect(defined({ name: 'a', ...given }).of('a')).toEqual(NO_RULE);
  });

  it('can be asked for as it was', () => {
    const rules = defined(
      { name: 'a*', summary: 'min' },
      { name: 'ab', summary: 'max' }
    );
    expect(rules.of('ab', at(0))).toEqual(NO_RULE);
    expect(rules.of('ab', at(1)).operations).toEqual(new Set(['min']));
    expect(rules.of('ab', at(2)).operations).toEqual(new Set(['max']));
    expect(rules.isNamedAfter('ab', at(0))).toBe(true);
    expect(rules.isNamedAfter('ab', at(1))).toBe(false);
    // A glob is the name of no path.
    expect(rules.isNamedAfter('a*', at(-1))).toBe(false);
  });

  it('takes no more room for being repeated', () => {
    const rules = new MetricRules();
    for (let seq = 0; seq < 100; seq++) {
      define(rules, (seq * 37) % 100, { name: 'a', summary: 'min' });
    }
    const [first, last, ...more] = rules.toJson().a;
    expect([first.stamp[2], last.stamp[2], more]).toEqual([0, 99, []]);
  });
});
