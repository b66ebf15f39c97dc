import { decodeBundle } from './bundle';
import { BadData } from './checks';
import { unknownInfo } from './info';
import { type JsonObject } from './json';
import { type ISavedRun, decodeSaved, encodeSaved } from './saved';

const RUN = '0123456789abcdef0123456789abcdef';
const SHA = 'a'.repeat(64);
const PNG = 'data:image/png;base64,iVBORw0KGgo=';

const saved: ISavedRun = {
  t: 1763690100.5,
  info: { ...unknownInfo(RUN), start: 1763690000.25, name: 'calm-river-14' },
  config: { lr: 0.001, $odd: NaN, big: 2n ** 60n },
  summary: { loss: 0.5 },
  failure: {
    t: 1763690099,
    type: 'ValueError',
    value: 'the batch is empty',
    traceback: ['line 1'],
    cell: null
  },
  series: [
    {
      key: 'loss',
      of: 2000,
      stepMetric: null,
      goal: null,
      best: false,
      hidden: false,
      step: [0, 1, 2],
      time: [1763690000.25, 1763690001.25, 1763690002.5],
      value: [1e-7, NaN, -Infinity]
    },
    {
      key: 'empty',
      of: 0,
      stepMetric: 'epoch',
      goal: 'minimize',
      best: true,
      hidden: true,
      step: [],
      time: [],
      value: []
    }
  ],
  values: [{ key: 'phase', step: 1, t: 1763690001, value: 'warm-up' }],
  thumbnails: new Map([[SHA, PNG]]),
  leftOut: 3
};

function written(): JsonObject {
  // As a notebook's file has it.
  return JSON.parse(JSON.stringify(encodeSaved(saved))) as JsonObject;
}

describe('a saved picture', () => {
  it('is read as it was written', () => {
    expect(decodeSaved(written())).toEqual(saved);
  });

  it('has a line of the file for each column, not for each number', () => {
    const [series] = written().series as JsonObject[];
    expect(series).toEqual({
      key: 'loss',
      of: 2000,
      step: '0 1 2',
      time: '0 1 2.25',
      value: '1e-7 NaN -Infinity'
    });
  });

  it('shows no picture that a page would fetch, or that could run', () => {
    const thumbnails = {
      [SHA]: 'https://example.org/x.png',
      b: 'data:image/svg+xml;base64,AAAA',
      c: 'data:image/png;base64,"onerror='
    };
    expect(decodeSaved({ ...written(), thumbnails }).thumbnails.size).toBe(0);
  });

  it.each<[string, JsonObject]>([
    ['no time', { t: 'yesterday' }],
    ['no info', { info: null }],
    ['series that are no list', { series: {} }],
    [
      'columns of different lengths',
      { series: [{ key: 'a', of: 2, step: '0 1', time: '0', value: '0 1' }] }
    ],
    [
      'words among the numbers',
      { series: [{ key: 'a', of: 1, step: '0', time: '0', value: '0x1f' }] }
    ],
    [
      'fewer points than it says to stand for',
      { series: [{ key: 'a', of: 0, step: '0', time: '0', value: '1' }] }
    ]
  ])('is refused with %s', (_, parts) => {
    expect(() => decodeSaved({ ...written(), ...parts })).toThrow(BadData);
  });
});

describe('a bundle', () => {
  const bundle = { protocol: 1, run: RUN };

  it('brings what was saved', () => {
    const decoded = decodeBundle({ ...bundle, saved: written() });
    expect(decoded.saved).toEqual(saved);
    expect(decoded.problem).toBeNull();
  });

  it.each([[42], ['text'], [{}], [{ ...written(), values: [null] }], [[]]])(
    'with %j saved still shows its run, and says what is wrong',
    garbage => {
      const decoded = decodeBundle({ ...bundle, saved: garbage });
      expect(decoded).toMatchObject({ run: RUN, saved: null });
      expect(decoded.problem).toContain('saved picture');
    }
  );
});
