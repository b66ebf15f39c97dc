import type { NotebookPanel } from '@jupyterlab/notebook';

/** Whether an open notebook can be changed and saved. */
export function isWritable({
  model,
  contentsModel
}: NotebookPanel['context']): boolean {
  return (
    !model.isDisposed && !model.readOnly && contentsModel?.writable !== false
  );
}
