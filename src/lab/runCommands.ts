import { type ICommandPalette, Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { RunCollection } from '../model';
import { chosenRun, whichRun } from './whichRun';
import type { IRunCommand } from './runCommand';
import type { IRunCommands, IRunsSidebar } from './tokens';

/**
 * Adds commands about one run. They take it as `{run: uid}`; without it they are about the run that is chosen in the
 * sidebar, and say so in the palette, or ask which one is meant.
 */
export class RunCommands implements IRunCommands {
  constructor(private readonly _place: RunCommands.IPlace) {}

  get trans(): TranslationBundle {
    return this._place.trans;
  }

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
