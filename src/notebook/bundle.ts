import type { INotebookModel } from '@jupyterlab/notebook';

import { decodeBundle, MIME_TYPE } from '../protocol';

/** The uids of the runs that outputs of this notebook show. */
export function runsShown(model: INotebookModel | null): Set<string> {
  const runs = new Set<string>();
  for (const cell of model?.cells ?? []) {
    if (cell.type !== 'code') {
      continue;
    }
    const { outputs } = cell as unknown as ICodeCell;
    for (let i = 0; i < outputs.length; i++) {
      const run = runOf(outputs.get(i).data[MIME_TYPE]);
      if (run) {
        runs.add(run);
      }
    }
  }
  return runs;
}

function runOf(data: unknown): string | null {
  try {
    return data === undefined ? null : decodeBundle(data).run;
  } catch {
    return null;
  }
}

/** What is needed of a code cell's model. */
interface ICodeCell {
  outputs: {
    length: number;
    get(index: number): { data: Record<string, unknown> };
  };
}
