import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import type { LinkHub } from '../link';
import { RunOutput } from '../notebook/runOutput';
import { RunView } from '../notebook/runView';
import { MIME_TYPE } from '../protocol';
import { IRunManager } from '../tokens';
import { IPanelHosts } from './tokens';

/** Before the renderer of `mime.ts`, which draws the same output without any link. */
const RANK = 10;

const PLUGIN = 'runside:output';

const plugin: JupyterFrontEndPlugin<void> = {
  id: PLUGIN,
  description: 'Draws runs live under the cells that started them.',
  autoStart: true,
  requires: [IRunManager, IPanelHosts, INotebookTracker],
  optional: [ISettingRegistry, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    hub: LinkHub,
    hosts: IPanelHosts,
    notebooks: INotebookTracker,
    settings: ISettingRegistry | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('runside');
    let opensUnderCell = true;
    void settings?.load(PLUGIN).then(loaded => {
      const read = () => {
        opensUnderCell = loaded.get('openUnderCell').composite !== false;
      };
      loaded.changed.connect(read);
      read();
    });

    const options: RunOutput.IOptions = {
      createView: (run, hint) =>
        new RunView({
          handle: hub.open(run, hint),
          host: hosts.create('output'),
          place: 'output'
        }),
      opensUnderCell: () => opensUnderCell,
      closedText: name =>
        trans.__('Run %1: “Runside: Open Run…” shows it in a tab.', name)
    };
    const draw = (panel: NotebookPanel) =>
      panel.content.rendermime.addFactory(
        {
          safe: true,
          mimeTypes: [MIME_TYPE],
          createRenderer: () => new RunOutput(options)
        },
        RANK
      );
    notebooks.forEach(draw);
    notebooks.widgetAdded.connect((_, panel) => draw(panel));
  }
};

export default plugin;
