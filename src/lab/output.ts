import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import type { LinkHub } from '../link';
import { NotebookLayouts } from '../notebook/notebookLayouts';
import { NotebookPictures } from '../notebook/notebookPictures';
import { RunOutput } from '../notebook/runOutput';
import type { IToldOfRun } from '../notebook/runPlace';
import { RunView } from '../notebook/runView';
import { ShownPlaces } from '../notebook/shownPlaces';
import { isWritable } from '../notebook/isWritable';
import type { ILayoutStore } from '../panel/host';
import { MIME_TYPE } from '../protocol';
import { IRunManager } from '../tokens';
import { IPanelHosts } from './tokens';

/** Before the renderer of `mime.ts`, which draws the same output without any link. */
const RANK = 10;

const PLUGIN = 'runside:output';

/** What stands beside a panel in a notebook, in pixels: prompts, paddings. */
const BESIDE = 120;

const plugin: JupyterFrontEndPlugin<void> = {
  id: PLUGIN,
  description:
    'Draws runs live under the cells that started them, and saves their pictures with the notebook.',
  autoStart: true,
  requires: [IRunManager, IPanelHosts, INotebookTracker],
  optional: [ISettingRegistry, ITranslator],
  activate: (
    _app: JupyterFrontEnd,
    hub: LinkHub,
    hosts: IPanelHosts,
    notebooks: INotebookTracker,
    settings: ISettingRegistry | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('runside');
    let opensUnderCell = true;
    let savePictureEvery = 0;
    void settings?.load(PLUGIN).then(loaded => {
      const read = () => {
        opensUnderCell = loaded.get('openUnderCell').composite !== false;
        savePictureEvery = Number(loaded.get('savePictureEvery').composite);
      };
      loaded.changed.connect(read);
      read();
    });

    const places = new ShownPlaces();
    const createView = (
      { bundle, picture }: IToldOfRun,
      layouts: NotebookLayouts
    ) => {
      const { run, saved, problem } = bundle;
      const handle = hub.open(run, bundle);
      if (saved) {
        handle.model.setSaved(saved);
      }
      if (problem !== null) {
        handle.model.addProblem(problem);
      }
      const host = { ...hosts.create('output'), layouts };
      return new RunView({ handle, host, place: 'output', picture });
    };
    const draw = (panel: NotebookPanel) => {
      const pictures = new NotebookPictures(panel, {
        hub,
        period: () => 1000 * savePictureEvery
      });
      const layouts = layoutsOf(panel, hosts.layouts);
      const options: RunOutput.IOptions = {
        createView: told => {
          pictures.onDrawn(told.bundle.run);
          return createView(told, layouts);
        },
        places,
        layouts,
        width: () => panel.content.node.clientWidth - BESIDE,
        opensUnderCell: () => opensUnderCell,
        closedText: name =>
          trans.__('Run %1: “Runside: Open Run…” shows it.', name)
      };
      panel.content.rendermime.addFactory(
        {
          safe: true,
          mimeTypes: [MIME_TYPE],
          createRenderer: () => new RunOutput(options)
        },
        RANK
      );
    };
    notebooks.forEach(draw);
    notebooks.widgetAdded.connect((_, panel) => draw(panel));
  }
};

export default plugin;

/** The layouts that a notebook keeps, until it is closed. */
function layoutsOf(
  { context, disposed }: NotebookPanel,
  projects: ILayoutStore
): NotebookLayouts {
  const { model } = context;
  const layouts = new NotebookLayouts({
    notebook: model,
    projects,
    isWritable: () => isWritable(context)
  });
  disposed.connect(() => layouts.dispose());
  return layouts;
}
