import { decodeBundle } from './bundle';
import { decodeKernelMessage } from './messages';
import { decodeLinesAnswer, decodeRun, decodeServerEvent } from './rest';

const RUN = '0123456789abcdef0123456789abcdef';

const BUNDLE = { protocol: 1, run: RUN, kernel: 'k1', comm: null };

test('a bundle says which side to upgrade when its protocol is newer', () => {
  expect(() => decodeBundle({ ...BUNDLE, protocol: 2 })).toThrow(
    'The kernel speaks version 2 of the Runside protocol, this page version 1: ' +
      'upgrade runside in the environment of the Jupyter server'
  );
});

test.each([
  [null, 'an object is needed, not null'],
  [{ ...BUNDLE, run: '../x' }, '\'run\' must be 32 hex digits, not "../x"'],
  [{ ...BUNDLE, kernel: 3 }, "'kernel' must be text, not 3"],
  [{ run: RUN }, "'protocol' is missing (an integer from 1)"]
])('a bundle that is %j is refused with what is wrong', (bundle, message) => {
  expect(() => decodeBundle(bundle)).toThrow(message);
});

test('messages of newer kernels and servers are passed over', () => {
  expect(decodeKernelMessage({ type: 'telepathy' })).toBeNull();
  expect(decodeServerEvent({ type: 'telepathy' })).toBeNull();
});

test('a message whose range ends before it begins is refused', () => {
  const message = { type: 'lines', run: RUN, writer: 'w1', first: 5, last: 4 };
  expect(() => decodeKernelMessage(message)).toThrow(
    'last 4 is before first 5'
  );
});

const INFO = {
  run: RUN,
  project: 'digits',
  id: 'a',
  name: 'calm-river-14',
  start: 10,
  state: 'running'
};

test('an answer for a run is checked down to its fold state', () => {
  const fold = { format: 1, uid: RUN, run: null };
  const empty = { writers: {}, config: {}, keys: {}, edits: {}, metrics: {} };
  const keys = { loss: { n: 3, numbers: 2, first_step: 0, last_step: 7 } };
  const answer = decodeRun({ info: INFO, fold: { ...fold, ...empty }, keys });
  expect(answer.info.totalSteps).toBeNull();
  expect(answer.keys.get('loss')).toEqual({
    n: 3,
    numbers: 2,
    firstStep: 0,
    lastStep: 7
  });
  expect(() => decodeRun({ info: INFO, fold, keys })).toThrow(
    'fold state: writers: an object is needed'
  );
});

test('an unknown state of a run is refused by its name', () => {
  const info = { ...INFO, state: 'levitating' };
  expect(() => decodeServerEvent({ type: 'run', info, cursors: {} })).toThrow(
    "'state' must be one of running, idle"
  );
});

test('an answer of lines is taken apart by its heads', () => {
  const text =
    '{"writer":"w1","first":1,"last":2,"bytes":4,"more":false}\na\nb\n' +
    '{"writer":"w2","first":9,"last":9,"bytes":2,"more":true}\nc\n';
  const bytes = new TextEncoder().encode(text);
  const parts = decodeLinesAnswer(bytes).map(({ lines, ...head }) => ({
    ...head,
    lines: new TextDecoder().decode(lines)
  }));
  expect(parts).toEqual([
    { writer: 'w1', first: 1, last: 2, more: false, lines: 'a\nb\n' },
    { writer: 'w2', first: 9, last: 9, more: true, lines: 'c\n' }
  ]);
  expect(() => decodeLinesAnswer(bytes.subarray(0, -1))).toThrow(
    'those of w2 are cut off'
  );
});
