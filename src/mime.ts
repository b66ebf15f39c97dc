import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Widget } from '@lumino/widgets';

import { type IBundle, decodeBundle, MIME_TYPE } from './protocol';

/**
 * Draws a run's output where nothing else of Runside works: no link to a kernel, no Jupyter server, in an untrusted
 * notebook. Text alone: what the bundle says.
 */
class SavedRun extends Widget implements IRenderMime.IRenderer {
  constructor() {
    super();
    this.addClass('jp-Runside-saved');
  }

  renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    try {
      this._show(decodeBundle(model.data[MIME_TYPE]));
    } catch (error) {
      this.node.textContent = (error as Error).message;
    }
    return Promise.resolve();
  }

  private _show({ run, name, project }: IBundle): void {
    this.node.dataset.runId = run;
    const title = document.createElement('strong');
    title.textContent = name;
    const words = document.createElement('span');
    words.textContent = `run of project ${project}, not connected`;
    this.node.replaceChildren(title, ' ', words);
  }
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
