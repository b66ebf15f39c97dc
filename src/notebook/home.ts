import type { IRunInfo } from '../protocol';

/** What tells whether a run belongs in a document that is open. */
export interface IOpenDocument {
  /** From the Jupyter server's root folder. */
  readonly path: string;
  /** The Jupyter server's id of its kernel. */
  readonly kernel: string | null;
  /** The ids of its cells. */
  readonly cells: ReadonlySet<string>;
  /** The uids of the runs that its outputs show. */
  readonly shown: ReadonlySet<string>;
}

/**
 * The open document that holds a run, in an output or by the cell that started it; null where none does.
 *
 * Two notebooks may share a kernel, and record the same path then. A notebook that was renamed in mid-run is known by its
 * kernel, and one whose copy is open too by its own kernel or path.
 */
export function holderOf<T extends IOpenDocument>(
  info: IRunInfo,
  documents: readonly T[]
): T | null {
  const { run, cell } = info;
  const near = [...ofKernel(info, documents), ...ofPath(info, documents)];
  return (
    near.find(document => document.shown.has(run)) ??
    near.find(document => cell !== null && document.cells.has(cell)) ??
    null
  );
}

/** The open document that a run belongs in, though it may hold nothing of it any more; null where that is not open. */
export function homeOf<T extends IOpenDocument>(
  info: IRunInfo,
  documents: readonly T[]
): T | null {
  return (
    holderOf(info, documents) ??
    ofPath(info, documents)[0] ??
    ofKernel(info, documents)[0] ??
    null
  );
}

function ofKernel<T extends IOpenDocument>(
  { kernel }: IRunInfo,
  documents: readonly T[]
): T[] {
  return documents.filter(
    document => kernel !== null && document.kernel === kernel
  );
}

function ofPath<T extends IOpenDocument>(
  { notebook }: IRunInfo,
  documents: readonly T[]
): T[] {
  return documents.filter(
    document => notebook !== null && document.path === notebook
  );
}
