import { decodeBundle } from './bundle';
import type { JsonObject } from './json';

const UID = '0123456789abcdef0123456789abcdef';

const SAVED: JsonObject = {
  t: 1000,
  info: { run: UID, project: 'p', id: 'r', name: 'n', start: 9, state: 'idle' },
  config: { lr: 0.1, 'a.b': { $number: 'NaN' } },
  summary: { loss: 0.5 },
  failure: null,
  series: [
    {
      key: 'loss',
      of: 900,
      step: [0, 9],
      time: [9, 10],
      value: [1, { $number: 'NaN' }]
    }
  ],
  values: [{ key: 'note', step: 3, t: 9.5, value: 'text' }],
  thumbnails: { ['0'.repeat(64)]: 'data:image/png;base64,AAAA' },
  left_out: 2
};

function saved(change: JsonObject) {
  const bundle = { protocol: 1, run: UID, saved: { ...SAVED, ...change } };
  return decodeBundle(bundle).saved;
}

test('what a page wrote is read back', () => {
  const picture = saved({});
  expect(picture?.info).toMatchObject({ run: UID, state: 'idle' });
  expect(picture?.config).toEqual({ lr: 0.1, 'a.b': NaN });
  expect(picture?.series[0]).toMatchObject({ of: 900, value: [1, NaN] });
  expect(picture?.leftOut).toBe(2);
});

test('a bundle that no page wrote into has no picture', () => {
  expect(decodeBundle({ protocol: 1, run: UID }).saved).toBeNull();
});

test('only small pictures of the notebook itself are thumbnails', () => {
  const picture = saved({
    thumbnails: {
      page: 'data:text/html;base64,AAAA',
      svg: 'data:image/svg+xml;base64,AAAA',
      far: 'http://elsewhere/x.png',
      good: 'data:image/webp;base64,AAAA'
    }
  });
  expect(Array.from(picture?.thumbnails.keys() ?? [])).toEqual(['good']);
});

test('columns of different lengths are refused', () => {
  const [series] = SAVED.series as JsonObject[];
  expect(() => saved({ series: [{ ...series, time: [1] }] })).toThrow(
    'as long as time and value'
  );
});
