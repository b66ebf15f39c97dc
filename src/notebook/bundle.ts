import type { ICellModel } from '@jupyterlab/cells';
import type { INotebookModel } from '@jupyterlab/notebook';

import { MIME_TYPE } from '../protocol';

/** The uids of the runs that outputs of this notebook show. */
export function runsShown(model: INotebookModel | null): Set<string> {
  const runs = new Set<string>();
  for (const cell of model?.cells ?? []) {
    for (const run of runsOf(cell)) {
      runs.add(run);
    }
  }
  return runs;
}

/** The uids of the runs that the outputs of a cell show, the latest last. */
export function runsOf(cell: ICellModel): string[] {
  const { outputs } = cell as ICellModel & { outputs?: IOutputs };
  const runs: string[] = [];
  for (let i = 0; i < (outputs?.length ?? 0); i++) {
    // Not `data` of the output's model: that is a copy of all that it holds, saved pictures included.
    const { data } = outputs!.get(i).toJSON();
    const run = data?.[MIME_TYPE]?.run;
    if (typeof run === 'string') {
      runs.push(run);
    }
  }
  return runs;
}

/** What is needed of a code cell's outputs. */
interface IOutputs {
  length: number;
  get(index: number): {
    toJSON(): { data?: Record<string, { run?: unknown } | undefined> };
  };
}
