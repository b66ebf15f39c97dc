import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Kernel, KernelMessage } from '@jupyterlab/services';

import type { LinkHub } from '../link';
import { isUid, MIME_TYPE } from '../protocol';
import { PictureWriter } from './pictureWriter';
import { type IAwareness, LockTurn, SharedTurn } from './writingTurn';

export interface INotebookPicturesOptions {
  readonly hub: LinkHub;
  /** How often to write while a run runs, in ms; 0: not at all. */
  readonly period: () => number;
}

/**
 * Have the runs of an open notebook pictured in it, until it is closed.
 */
export async function pictureRuns(
  panel: NotebookPanel,
  { hub, period }: INotebookPicturesOptions
): Promise<PictureWriter | null> {
  const { context, sessionContext } = panel;
  await context.ready;
  if (panel.isDisposed) {
    return null;
  }
  const { model } = context;
  const writer = new PictureWriter({
    notebook: model,
    hub,
    period,
    turn: model.collaborative
      ? new SharedTurn(awarenessOf(model.sharedModel))
      : new LockTurn(() => context.path),
    isWritable: () =>
      !model.isDisposed &&
      !model.readOnly &&
      context.contentsModel?.writable !== false,
    take: async (run, patience, signal) => {
      const { takePicture } = await import('./takePicture');
      const blob = (sha256: string) => hub.blob(run.uid, sha256);
      return takePicture(run, blob, patience, signal);
    }
  });
  const onMessage = (_: unknown, message: KernelMessage.IMessage) => {
    const run = shownBy(message, sessionContext.session?.kernel ?? null);
    if (run !== null) {
      writer.onShown(run);
    }
  };
  const onMoved = () => writer.onMoved();
  sessionContext.iopubMessage.connect(onMessage);
  context.pathChanged.connect(onMoved);
  panel.disposed.connect(() => {
    sessionContext.iopubMessage.disconnect(onMessage);
    context.pathChanged.disconnect(onMoved);
    writer.dispose();
  });
  return writer;
}

const SHOWING: ReadonlySet<string> = new Set([
  'display_data',
  'execute_result',
  'update_display_data'
]);

/** The run that a message of the kernel shows, if it answers this page; else null. */
function shownBy(
  { header, parent_header, content }: KernelMessage.IMessage,
  kernel: Kernel.IKernelConnection | null
): string | null {
  const isOurs =
    kernel !== null &&
    (parent_header as KernelMessage.IHeader).session === kernel.clientId;
  if (!isOurs || !SHOWING.has(header.msg_type)) {
    return null;
  }
  const { data } = content as {
    data?: Record<string, { run?: unknown } | undefined>;
  };
  const run = data?.[MIME_TYPE]?.run;
  return isUid(run) ? run : null;
}

/** That of Jupyter's shared notebooks; their interface does not name it. */
function awarenessOf(sharedModel: unknown): IAwareness {
  return (sharedModel as { awareness: IAwareness }).awareness;
}
