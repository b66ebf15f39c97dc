import type { INotebookTracker } from '@jupyterlab/notebook';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { ReadonlyPartialJSONValue } from '@lumino/coreutils';
import { Debouncer } from '@lumino/polling';

import type { LinkHub } from '../link';
import { RunView } from '../notebook/runView';
import { RunList } from '../runs';
import { nextFrame } from './frames';
import { NotebookInView } from './notebookInView';
import { RunFollower } from './runFollower';
import { createRunListHost } from './runListHost';
import { RunsSidebar } from './runsSidebar';
import { readState } from './sidebarState';
import type { IPanelHosts } from './tokens';

const PLUGIN = 'runside:sidebar';

/** How long changes of the sidebar are gathered before they are kept, in ms. */
const KEEP_DELAY = 500;

export interface ISidebarParts {
  hub: LinkHub;
  hosts: IPanelHosts;
  commands: CommandRegistry;
  trans: TranslationBundle;
  notebooks: INotebookTracker | null;
  stateDB: IStateDB | null;
  settings: ISettingRegistry | null;
}

/** The sidebar, as it was before the page was reloaded. */
export async function createSidebar(
  parts: ISidebarParts
): Promise<RunsSidebar> {
  const { hub, hosts, trans, notebooks, stateDB, settings } = parts;
  const inView = notebooks && new NotebookInView(notebooks);
  const sidebar: RunsSidebar = new RunsSidebar({
    trans,
    list: createList(parts, inView),
    isNewest: run => follower.isNewest(run),
    createPanel: run =>
      new RunView({
        handle: hub.open(run),
        host: { ...hosts.create('sidebar'), close: () => sidebar.choose(null) },
        place: 'sidebar'
      })
  });
  const follower: RunFollower = new RunFollower({
    sidebar,
    inView,
    runs: hub.runs
  });
  if (stateDB) {
    await keepState(sidebar, stateDB);
  }
  const loaded = await settings?.load(PLUGIN);
  const read = () => {
    follower.isWanted = loaded?.get('followNewRuns').composite !== false;
  };
  loaded?.changed.connect(read);
  read();
  return sidebar;
}

/** The list of all runs of the Jupyter server, which follows the notebook in front. */
function createList(
  { hub, commands, trans }: ISidebarParts,
  inView: NotebookInView | null
): RunList {
  const list = new RunList({
    runs: hub.runs,
    host: createRunListHost(hub, commands, trans),
    server: {
      get state() {
        return hub.serverState;
      },
      changed: hub.serverStateChanged
    },
    schedule: nextFrame
  });
  inView?.changed.connect((_, notebook) =>
    list.setNotebook(notebook, inView.besides)
  );
  return list;
}

async function keepState(
  sidebar: RunsSidebar,
  stateDB: IStateDB
): Promise<void> {
  sidebar.restore(readState(await stateDB.fetch(PLUGIN)));
  const keep = new Debouncer(
    () =>
      stateDB.save(
        PLUGIN,
        sidebar.state as unknown as ReadonlyPartialJSONValue
      ),
    KEEP_DELAY
  );
  sidebar.stateChanged.connect(() => void keep.invoke());
}
