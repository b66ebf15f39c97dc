import { RunModel } from '../model';
import { type IBundle, type IRunInfo, unknownInfo } from '../protocol';
import type { IHost, IPicture } from './host';
import { type IMountedPanel, mountRunPanel } from './mount';
import { pageTheme } from './pageTheme';
import { plainText } from '../model/texts';

/**
 * Draw what a notebook alone tells of a run: neither a kernel nor a Jupyter server
 * stands behind it.
 *
 * @param picture - the image that stands beside the bundle: it is shown where the
 * bundle has no picture of ours
 */
export function mountSavedRun(
  node: HTMLElement,
  bundle: IBundle,
  picture: IPicture | null
): IMountedPanel {
  const model = new RunModel({
    uid: bundle.run,
    schedule: callback => void requestAnimationFrame(callback)
  });
  if (bundle.saved) {
    model.setSaved(bundle.saved);
  } else if (picture === null) {
    model.setInfo(infoOf(bundle), new Map());
  }
  if (bundle.problem !== null) {
    model.addProblem(bundle.problem);
  }
  node.classList.add('jp-Runside-mount');
  node.dataset.place = 'saved';
  const host: IHost = {
    trans: plainText,
    theme: pageTheme(),
    blob: () => Promise.reject(new Error('The picture is not saved here.'))
  };
  const panel = mountRunPanel(node, { model, host, place: 'saved', picture });
  return {
    ...panel,
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
