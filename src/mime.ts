import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Widget } from '@lumino/widgets';

import type { IMountedPanel } from './panel/mount';
import { pictureBeside } from './panel/pictureBeside';
import { type IBundle, decodeBundle, MIME_TYPE } from './protocol';

/**
 * Draws a run's output where nothing else of Runside works: no link to a kernel, no Jupyter server, in an untrusted
 * notebook. What the bundle says is there as text at once, and as a panel when its code has come.
 */
class SavedRun extends Widget implements IRenderMime.IRenderer {
  constructor() {
    super();
    this.addClass('jp-Runside-saved');
  }

  renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    try {
      this._show(decodeBundle(model.data[MIME_TYPE]), model.data);
    } catch (error) {
      this._say((error as Error).message);
    }
    return Promise.resolve();
  }

  override dispose(): void {
    this._panel?.dispose();
    this._panel = null;
    super.dispose();
  }

  private _show(bundle: IBundle, beside: IRenderMime.IMimeModel['data']): void {
    const { run, name, project } = bundle;
    this._say(`Run ${name ?? run}${project ? ` of project ${project}` : ''}`);
    void import('./panel/savedRun').then(({ mountSavedRun }) => {
      if (!this.isDisposed) {
        this._panel?.dispose();
        this.node.replaceChildren();
        this._panel = mountSavedRun(this.node, bundle, pictureBeside(beside));
      }
    });
  }

  private _say(text: string): void {
    this._panel?.dispose();
    this._panel = null;
    this.node.textContent = text;
  }

  private _panel: IMountedPanel | null = null;
}

const extension: IRenderMime.IExtension = {
  id: 'runside:saved-run',
  description: 'Draws the output of a run without any connection.',
  rendererFactory: {
    safe: true,
    mimeTypes: [MIME_TYPE],
    createRenderer: () => new SavedRun()
  },
  rank: 60,
  dataType: 'json'
};

export default extension;
