import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';

import { RunCollection } from '../model';
import { type IRunInfo, unknownInfo } from '../protocol';
import { chosenRun, type IRunQuestion, whichRun } from './whichRun';

const A = 'a'.repeat(32);
const B = 'b'.repeat(32);

function question(
  chosen: string | null,
  suits: (info: IRunInfo) => boolean = () => true
): IRunQuestion {
  const runs = new RunCollection();
  runs.reset([unknownInfo(A), unknownInfo(B)], []);
  return {
    runs: () => runs,
    sidebar: {
      chosen,
      chosenChanged: new Signal<unknown, string | null>({}),
      show: () => undefined
    },
    trans: nullTranslator.load('runside'),
    title: '',
    action: '',
    suits
  };
}

test('a command is about the run that it is given, whatever is chosen', async () => {
  const info = await whichRun({ run: B }, question(A));
  expect(info?.run).toBe(B);
});

test('without one it is about the run that is chosen', async () => {
  expect((await whichRun({}, question(A)))?.run).toBe(A);
});

test('but not where it makes no sense for that one', () => {
  expect(chosenRun(question(A, ({ run }) => run !== A))).toBeNull();
  expect(chosenRun(question(null))).toBeNull();
});

test.each([
  ['calm-river', /“calm-river” is no run: `run` is a uid of 32 hex digits/],
  [7, /“7” is no run/],
  ['c'.repeat(32), /knows no run “c{32}”/]
])('given %p it says what is wrong with it', async (run, message) => {
  await expect(whichRun({ run }, question(null))).rejects.toThrow(message);
});
