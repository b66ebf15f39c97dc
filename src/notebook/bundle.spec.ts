import type { ICellModel } from '@jupyterlab/cells';
import type { INotebookModel } from '@jupyterlab/notebook';

import { MIME_TYPE } from '../protocol';
import { runsOf, runsShown } from './bundle';

const [A, B] = ['a'.repeat(32), 'b'.repeat(32)];

function cell(...data: (object | undefined)[]): ICellModel {
  return {
    outputs: {
      length: data.length,
      get: (i: number) => ({ toJSON: () => ({ data: data[i] }) })
    }
  } as unknown as ICellModel;
}

const of = (run: unknown) => ({ [MIME_TYPE]: { run } });

test('the runs of a cell are those of its outputs, in their order', () => {
  const output = cell(of(A), { 'text/plain': 'said' }, undefined, of(B));
  expect(runsOf(output)).toEqual([A, B]);
});

test('a cell without outputs, and an output of somebody else’s making, have none', () => {
  expect(runsOf({} as ICellModel)).toEqual([]);
  expect(runsOf(cell(of(7), of(undefined)))).toEqual([]);
});

test('the runs of a notebook are those of its cells, each once', () => {
  const cells = [cell(of(A)), {} as ICellModel, cell(of(B), of(A))];
  const model = { cells } as unknown as INotebookModel;
  expect(runsShown(model)).toEqual(new Set([A, B]));
  expect(runsShown(null)).toEqual(new Set());
});
