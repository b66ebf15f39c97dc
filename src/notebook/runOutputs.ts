import type { INotebookModel } from '@jupyterlab/notebook';
import type { IOutputModel } from '@jupyterlab/rendermime';
import type { JSONObject } from '@lumino/coreutils';

import { isSamePicture } from '../model';
import type { IPictureOfRun } from '../panel/picture';
import {
  decodeBundle,
  encodeSaved,
  type IBundle,
  MIME_TYPE
} from '../protocol';

/** An output of a notebook that shows a run. */
export interface IOutputOfRun {
  readonly output: IOutputModel;
  readonly bundle: IBundle;
}

/** The outputs of a notebook that show runs, as they are now. */
export function* outputsOfRuns(
  notebook: INotebookModel
): Generator<IOutputOfRun> {
  for (const cell of notebook.cells) {
    if (cell.type !== 'code') {
      continue;
    }
    const { outputs } = cell as unknown as ICodeCell;
    for (let i = 0; i < outputs.length; i++) {
      const output = outputs.get(i);
      // Not `data`, which is a copy of all that the output holds.
      const bundle = bundleOf(output.toJSON().data);
      if (bundle) {
        yield { output, bundle };
      }
    }
  }
}

/** The run that the data of an output shows; null if it is none of ours. */
function bundleOf(data: unknown): IBundle | null {
  const ours = (data as Record<string, unknown> | undefined)?.[MIME_TYPE];
  if (ours === undefined) {
    return null;
  }
  try {
    return decodeBundle(ours);
  } catch {
    return null;
  }
}

/**
 * Put a picture into the outputs of a notebook that show its run, as they are now:
 * one that was cleared since, or whose cell was executed again, is not there.
 * The same picture is not written again.
 *
 * @returns how many outputs were changed
 */
export function writePicture(
  notebook: INotebookModel,
  { saved, svg, text }: IPictureOfRun
): number {
  let written = 0;
  // All are looked for first: to write into one tells the notebook.
  for (const { output, bundle } of [...outputsOfRuns(notebook)]) {
    const isNew = bundle.saved === null || !isSamePicture(bundle.saved, saved);
    if (bundle.run === saved.info.run && isNew) {
      const data = output.toJSON().data as JSONObject;
      output.setData({
        data: {
          ...data,
          [MIME_TYPE]: {
            ...(data[MIME_TYPE] as JSONObject),
            saved: encodeSaved(saved) as JSONObject
          },
          'image/svg+xml': svg,
          'text/plain': text
        }
      });
      written += 1;
    }
  }
  return written;
}

/** What is needed of a code cell's model. */
interface ICodeCell {
  outputs: { length: number; get(index: number): IOutputModel };
}
