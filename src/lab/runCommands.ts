import { type ICommandPalette, Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';

import type { RunCollection } from '../model';
import type { IRunInfo } from '../protocol';
import { chosenRun, whichRun } from './whichRun';
import type { IRunsSidebar } from './tokens';

/** A command that does something with one run. */
export interface IRunCommand {
  id: string;
  label: string;
  caption: string;
  icon?: LabIcon;
  /** What the picker is headed with, and what its button says. */
  question: string;
  action: string;
  /** Which runs it makes sense for. */
  suits: (info: IRunInfo) => boolean;
  /** Whether it makes sense here at all; it does if absent. */
  isVisible?: () => boolean;
  /** Rejects with a message for people. */
  execute: (info: IRunInfo) => unknown;
}

/**
 * Adds commands about one run. They take it as `{run: uid}`; without it they are about the run that is chosen in the
 * sidebar, and say so in the palette, or ask which one is meant.
 */
export class RunCommands {
  constructor(private readonly _place: RunCommands.IPlace) {}

  add(command: IRunCommand): void {
    const { commands, palette, sidebar, trans } = this._place;
    const { id, label, caption, icon, suits, isVisible } = command;
    const question = { ...this._place, title: command.question, ...command };
    commands.addCommand(id, {
      label: ({ run }) => {
        const chosen = run === undefined ? chosenRun(question) : null;
        return chosen ? trans.__('%1 (%2)', label, chosen.name) : label;
      },
      caption,
      icon,
      describedBy: runArgument(trans),
      isVisible,
      isEnabled: ({ run }) => {
        const info =
          typeof run === 'string' ? this._place.runs().get(run) : null;
        return run === undefined || (info !== null && suits(info));
      },
      execute: async args => {
        try {
          const info = await whichRun(args, question);
          return info && (await command.execute(info));
        } catch (error) {
          Notification.error((error as Error).message, { autoClose: 8000 });
          throw error;
        }
      }
    });
    palette?.addItem({ command: id, category: trans.__('Runside') });
    sidebar?.chosenChanged.connect(() => commands.notifyCommandChanged(id));
  }
}

export namespace RunCommands {
  export interface IPlace {
    commands: CommandRegistry;
    /** The runs of the Jupyter server, which is asked for them then. */
    runs: () => RunCollection;
    palette: ICommandPalette | null;
    sidebar: IRunsSidebar | null;
    trans: TranslationBundle;
  }
}

/** What the argument `run` is, for those who look commands up. */
export function runArgument(trans: TranslationBundle) {
  return {
    args: {
      type: 'object',
      properties: {
        run: {
          type: 'string',
          description: trans.__('The uid of a run: 32 hex digits')
        }
      }
    }
  };
}
