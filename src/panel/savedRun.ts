import { RunModel } from '../model';
import type { IBundle, IRunInfo } from '../protocol';
import type { IHost } from './host';
import { type IMountedPanel, mountRunPanel } from './mount';
import { pageTheme } from './pageTheme';
import { plainText } from './plainText';

/**
 * Draw what a bundle alone tells of a run: neither a kernel nor a Jupyter server
 * stands behind it.
 */
export function mountSavedRun(
  node: HTMLElement,
  bundle: IBundle
): IMountedPanel {
  const model = new RunModel({
    uid: bundle.run,
    schedule: callback => void requestAnimationFrame(callback)
  });
  model.setInfo(infoOf(bundle), new Map());
  node.classList.add('jp-Runside-mount');
  node.dataset.place = 'saved';
  const host: IHost = {
    trans: plainText,
    theme: pageTheme(),
    blob: () => Promise.reject(new Error('The picture is not saved here.'))
  };
  const panel = mountRunPanel(node, { model, host, place: 'saved' });
  return {
    setVisible: visible => panel.setVisible(visible),
    dispose: () => {
      panel.dispose();
      model.dispose();
    }
  };
}

function infoOf({ run, name, project, kernel, comm }: IBundle): IRunInfo {
  return {
    run,
    name: name ?? run,
    project: project ?? '',
    id: '',
    start: 0,
    // What became of it cannot be seen from here.
    state: 'not heard from',
    kernel,
    comm,
    notebook: null,
    cell: null,
    program: null,
    host: null,
    pid: null,
    user: null,
    step: null,
    lastT: null,
    exit: null,
    totalSteps: null,
    tags: [],
    colour: null,
    trash: false,
    badLines: 0,
    gaps: 0,
    dir: null,
    writers: 0
  };
}
