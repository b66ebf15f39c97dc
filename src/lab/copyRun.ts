import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { Clipboard, Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { copyIcon } from '@jupyterlab/ui-components';

import type { IRunInfo } from '../protocol';
import { CommandIDs } from './commands';
import type { IRunCommand } from './runCommand';
import { IRunCommands } from './tokens';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'runside:copy-run',
  description: 'Copies what names a run outside of this page.',
  autoStart: true,
  requires: [IRunCommands],
  activate: (_app: JupyterFrontEnd, runCommands: IRunCommands) => {
    const { trans } = runCommands;
    for (const { nameOf, ...command } of copies(trans)) {
      runCommands.add({
        ...command,
        icon: copyIcon,
        question: trans.__('Of Which Run?'),
        action: trans.__('Copy'),
        suits: info => nameOf(info) !== null,
        execute: info => {
          const name = nameOf(info)!;
          Clipboard.copyToSystem(name);
          Notification.success(trans.__('Copied: %1', name), {
            autoClose: 2000
          });
        }
      });
    }
  }
};

export default plugin;

/** A command that copies one of a run's names. */
interface ICopyCommand extends Pick<IRunCommand, 'id' | 'label' | 'caption'> {
  /** Null where the run has no such name. */
  nameOf: (info: IRunInfo) => string | null;
}

function copies(trans: TranslationBundle): ICopyCommand[] {
  return [
    {
      id: CommandIDs.copyPath,
      label: trans.__('Copy Path of Run'),
      caption: trans.__('Copy the project and the id of a run'),
      nameOf: ({ project, id }) => `${project}/${id}`
    },
    {
      id: CommandIDs.copyUid,
      label: trans.__('Copy Uid of Run'),
      caption: trans.__('Copy the 32 hex digits that name a run for ever'),
      nameOf: ({ run }) => run
    },
    {
      id: CommandIDs.copyFolder,
      label: trans.__('Copy Folder of Run'),
      caption: trans.__('Copy the path of the folder of a run’s files'),
      nameOf: ({ dir }) => dir
    }
  ];
}
