import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import type { TranslationBundle } from '@jupyterlab/translation';
import {
  deleteIcon,
  editIcon,
  tagIcon,
  undoIcon
} from '@jupyterlab/ui-components';

import type { LinkHub } from '../link';
import type { IRunEdit, IRunInfo } from '../protocol';
import { IRunManager } from '../tokens';
import { CommandIDs } from './commands';
import type { IRunCommand } from './runCommand';
import { IRunCommands } from './tokens';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'runside:edit-run',
  description:
    'Commands that rename, tag, annotate, hide and remove runs, and bring them back.',
  autoStart: true,
  requires: [IRunManager, IRunCommands],
  activate: (
    _app: JupyterFrontEnd,
    hub: LinkHub,
    runCommands: IRunCommands
  ) => {
    for (const { ask, ...command } of edits(runCommands.trans)) {
      runCommands.add({
        ...command,
        execute: async info => {
          const edit = await ask(info);
          if (edit) {
            await hub.edit(info.run, edit);
          }
        }
      });
    }
  }
};

export default plugin;

/** A command that changes what is said of a run. */
interface IEditCommand extends Omit<IRunCommand, 'execute'> {
  /** What to change; null when the user changed their mind. */
  ask: (info: IRunInfo) => IRunEdit | Promise<IRunEdit | null>;
}

function edits(trans: TranslationBundle): IEditCommand[] {
  const isOurs = ({ mine, trash }: IRunInfo) => mine && !trash;
  return [
    {
      id: CommandIDs.renameRun,
      label: trans.__('Rename Run…'),
      caption: trans.__('Give a run another name'),
      icon: editIcon,
      question: trans.__('Rename Which Run?'),
      action: trans.__('Rename…'),
      suits: isOurs,
      ask: async info => (await import('./askEdit')).askName(info, trans)
    },
    {
      id: CommandIDs.tagRun,
      label: trans.__('Edit Tags of Run…'),
      caption: trans.__('Change the tags of a run'),
      icon: tagIcon,
      question: trans.__('Edit the Tags of Which Run?'),
      action: trans.__('Edit…'),
      suits: isOurs,
      ask: async info => (await import('./askEdit')).askTags(info, trans)
    },
    {
      id: CommandIDs.annotateRun,
      label: trans.__('Edit Notes of Run…'),
      caption: trans.__('Change the notes on a run'),
      icon: editIcon,
      question: trans.__('Edit the Notes of Which Run?'),
      action: trans.__('Edit…'),
      suits: isOurs,
      ask: async info => (await import('./askEdit')).askNotes(info, trans)
    },
    {
      id: CommandIDs.hideRun,
      label: trans.__('Hide Run'),
      caption: trans.__('Keep a run off lists and boards'),
      question: trans.__('Hide Which Run?'),
      action: trans.__('Hide'),
      suits: ({ hidden, trash }) => !hidden && !trash,
      ask: () => ({ hidden: true })
    },
    {
      id: CommandIDs.unhideRun,
      label: trans.__('Show Hidden Run'),
      caption: trans.__('Put a hidden run on lists and boards again'),
      question: trans.__('Show Which Hidden Run?'),
      action: trans.__('Show'),
      suits: ({ hidden, trash }) => hidden && !trash,
      ask: () => ({ hidden: false })
    },
    {
      id: CommandIDs.trashRun,
      label: trans.__('Move Run to Trash'),
      caption: trans.__(
        'Move a run to the trash, from where it can be restored'
      ),
      icon: deleteIcon,
      question: trans.__('Move Which Run to the Trash?'),
      action: trans.__('Move to Trash'),
      suits: isOurs,
      ask: () => ({ trash: true })
    },
    {
      id: CommandIDs.restoreRun,
      label: trans.__('Restore Run from Trash'),
      caption: trans.__('Take a run out of the trash'),
      icon: undoIcon,
      question: trans.__('Restore Which Run?'),
      action: trans.__('Restore'),
      suits: ({ mine, trash }) => mine && trash,
      ask: () => ({ trash: false })
    }
  ];
}
