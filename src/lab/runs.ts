import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';

import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { LinkHub } from '../link/hub';
import { IRunManager } from '../tokens';
import { nextFrame } from './frames';
import { ServerPort } from './ports';

/** The one place where the page's runs are kept. */
const plugin: JupyterFrontEndPlugin<LinkHub> = {
  id: 'runside:runs',
  description: 'Keeps live models of the runs of this Jupyter server.',
  autoStart: true,
  provides: IRunManager,
  optional: [ITranslator],
  activate: (app: JupyterFrontEnd, translator: ITranslator | null): LinkHub =>
    new LinkHub({
      server: new ServerPort(app.serviceManager.serverSettings),
      schedule: nextFrame,
      trans: (translator ?? nullTranslator).load('runside')
    })
};

export default plugin;
