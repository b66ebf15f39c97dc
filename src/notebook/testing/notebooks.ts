import type { ICodeCellModel } from '@jupyterlab/cells';
import { NotebookModel } from '@jupyterlab/notebook';

import type { IPictureOfRun } from '../../panel/picture';
import {
  encodeSaved,
  type JsonObject,
  MIME_TYPE,
  type RunState,
  unknownInfo
} from '../../protocol';

export const RUN = '0123456789abcdef0123456789abcdef';

/** What one cell of a notebook has put out. */
export type Shown = { run: string; saved?: IPictureOfRun } | { text: string };

/** The data of an output, as a kernel sends it or a file has it. */
export function dataOf(shown: Shown): JsonObject {
  if ('text' in shown) {
    return { 'text/plain': shown.text };
  }
  const { run, saved } = shown;
  return {
    [MIME_TYPE]: {
      protocol: 1,
      run,
      name: 'calm-river-14',
      project: 'digits',
      kernel: 'k1',
      comm: null,
      ...(saved && { saved: encodeSaved(saved.saved) })
    },
    'text/plain': 'run calm-river-14'
  };
}

/** An open notebook, just loaded, with one cell for each of these outputs. */
export function notebookOf(shown: Shown[]): NotebookModel {
  const notebook = new NotebookModel();
  notebook.fromJSON({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: shown.map((one, i) => ({
      cell_type: 'code',
      id: `cell-${i}`,
      source: '',
      metadata: {},
      execution_count: 1,
      outputs: [
        { output_type: 'display_data', metadata: {}, data: dataOf(one) }
      ]
    }))
  } as never);
  notebook.dirty = false;
  return notebook;
}

/** What the outputs of a notebook hold, as they would be saved now. */
export function fileOf(notebook: NotebookModel): JsonObject[] {
  const { cells } = notebook.toJSON() as unknown as {
    cells: { outputs: { data: JsonObject }[] }[];
  };
  return cells.flatMap(({ outputs }) => outputs.map(({ data }) => data));
}

/** A cell is executed: what it had put out is gone. */
export function execute(
  notebook: NotebookModel,
  cell: number,
  shown: Shown
): void {
  const { outputs } = notebook.cells.get(cell) as ICodeCellModel;
  outputs.clear();
  outputs.add({
    output_type: 'display_data',
    metadata: {},
    data: dataOf(shown) as never
  });
}

/** A picture of a run that ended with this loss. */
export function pictureOf(
  run: string,
  loss: number,
  t = 1,
  state: RunState = 'finished'
): IPictureOfRun {
  return {
    saved: {
      t,
      info: { ...unknownInfo(run), state },
      config: {},
      summary: { loss },
      failure: null,
      series: [],
      values: [],
      thumbnails: new Map(),
      leftOut: 0
    },
    svg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
    text: `loss ${loss}`
  };
}
