import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import type { RunCollection } from '../model';
import type { IRunInfo } from '../protocol';
import type { IRunsSidebar } from './tokens';

/** Where a command looks for the run that it is about. */
export interface IRunQuestion {
  /** The runs of the Jupyter server, which is asked for them then. */
  runs: () => RunCollection;
  sidebar: IRunsSidebar | null;
  trans: TranslationBundle;
  /** What the picker is headed with. */
  title: string;
  /** What its button says. */
  action: string;
  /** Which runs it makes sense for. */
  suits: (info: IRunInfo) => boolean;
}

/**
 * The run that a command is about: the one it was given, else the one that is chosen in the sidebar, else the one that the
 * user picks.
 *
 * @returns null when the user changed their mind
 * @throws Error with a message for people where the argument is no good
 */
export async function whichRun(
  args: ReadonlyPartialJSONObject,
  question: IRunQuestion
): Promise<IRunInfo | null> {
  const { runs, trans } = question;
  if (args.run !== undefined) {
    const info = runs().get(uidOf(args, trans));
    if (info === null) {
      throw new Error(
        trans.__('The Jupyter server knows no run “%1” (yet).', args.run)
      );
    }
    return info;
  }
  const chosen = chosenRun(question);
  if (chosen) {
    return chosen;
  }
  const { pickRun } = await import('./pickRun');
  const picked = await pickRun({ ...question, runs: runs() });
  return picked === null ? null : runs().get(picked);
}

/** The run that is chosen in the sidebar, where the command makes sense for it. */
export function chosenRun({
  runs,
  sidebar,
  suits
}: IRunQuestion): IRunInfo | null {
  const chosen = sidebar?.chosen ? runs().get(sidebar.chosen) : null;
  return chosen && suits(chosen) ? chosen : null;
}

/**
 * @throws Error with a message for people
 */
export function uidOf(
  { run }: ReadonlyPartialJSONObject,
  trans: TranslationBundle
): string {
  if (typeof run !== 'string' || !/^[0-9a-f]{32}$/.test(run)) {
    throw new Error(
      trans.__('“%1” is no run: `run` is a uid of 32 hex digits.', run)
    );
  }
  return run;
}
