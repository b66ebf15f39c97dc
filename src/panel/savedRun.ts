import { RunModel } from '../model';
import { type IBundle, type IRunInfo, unknownInfo } from '../protocol';
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
  const info = unknownInfo(run);
  return {
    ...info,
    name: name ?? info.name,
    project: project ?? info.project,
    kernel,
    comm
  };
}
