import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Kernel, KernelMessage } from '@jupyterlab/services';

import type { LinkHub } from '../link';
import { isUid, MIME_TYPE } from '../protocol';
import { isWritable } from './isWritable';
import type { PictureWriter } from './pictureWriter';
import type { IAwareness } from './writingTurn';

/**
 * Has the runs of an open notebook pictured in it, until it is closed. What writes
 * is loaded when the notebook shows a run.
 */
export class NotebookPictures {
  constructor(
    private readonly _panel: NotebookPanel,
    private readonly _options: NotebookPictures.IOptions
  ) {
    const { context, sessionContext } = _panel;
    const onMessage = (_: unknown, message: KernelMessage.IMessage) => {
      const run = shownBy(message, sessionContext.session?.kernel ?? null);
      if (run !== null) {
        this._tell(writer => writer.onShown(run));
      }
    };
    const onMoved = () => this._writer?.onMoved();
    sessionContext.iopubMessage.connect(onMessage);
    context.pathChanged.connect(onMoved);
    _panel.disposed.connect(() => {
      sessionContext.iopubMessage.disconnect(onMessage);
      context.pathChanged.disconnect(onMoved);
      this._writer?.dispose();
    });
  }

  /** The panel of a run was drawn in an output. */
  onDrawn(run: string): void {
    this._tell(writer => writer.onDrawn(run));
  }

  private _tell(what: (writer: PictureWriter) => void): void {
    this._loading ??= this._load();
    void this._loading.then(() => this._writer && what(this._writer));
  }

  private async _load(): Promise<void> {
    const { context } = this._panel;
    const [{ PictureWriter }, { LockTurn, SharedTurn }] = await Promise.all([
      import('./pictureWriter'),
      import('./writingTurn'),
      context.ready
    ]);
    if (this._panel.isDisposed) {
      return;
    }
    const { hub, period } = this._options;
    const { model } = context;
    this._writer = new PictureWriter({
      notebook: model,
      hub,
      period,
      turn: model.collaborative
        ? new SharedTurn(awarenessOf(model.sharedModel))
        : new LockTurn(() => context.path),
      isWritable: () => isWritable(context),
      take: async (run, patience, signal) => {
        const { takePicture } = await import('./takePicture');
        const blob = (sha256: string) => hub.blob(run.uid, sha256);
        return takePicture(run, blob, patience, signal);
      }
    });
  }

  private _loading: Promise<void> | null = null;
  private _writer: PictureWriter | null = null;
}

export namespace NotebookPictures {
  export interface IOptions {
    readonly hub: LinkHub;
    /** How often to write while a run runs, in ms; 0: not at all. */
    readonly period: () => number;
  }
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
