import type { IRunEdit, IRunInfo } from '../protocol';
import { formatCount } from './format';
import type { IHost, ITranslation } from './host';

/** A fact of a run that can be edited. */
export interface IFactEdit {
  readonly name: string;
  /** What the field is called. */
  readonly label: string;
  readonly text: string;
  readonly empty: string;
  readonly long?: boolean;
  /**
   * What a text in the field means.
   *
   * @throws Error with a message for people, where it means nothing
   */
  readonly read: (text: string) => IRunEdit;
}

/** Whether what is said of a run can be changed from here. */
export function canEdit(
  run: { readonly info: IRunInfo | null; readonly saved: unknown },
  host: IHost
): boolean {
  return (
    host.edit !== undefined && run.saved === null && run.info?.mine === true
  );
}

/** What can be changed of a run in its overview. */
export function factEdits(info: IRunInfo, trans: ITranslation): IFactEdit[] {
  return [
    {
      name: trans.__('Name'),
      label: trans.__('Rename the run'),
      text: info.name,
      empty: '',
      read: name => {
        if (name === '') {
          throw new Error(trans.__('A run needs a name.'));
        }
        return { name };
      }
    },
    {
      name: trans.__('Tags'),
      label: trans.__('Edit the tags, with commas between them'),
      text: info.tags.join(', '),
      empty: trans.__('none'),
      read: text => ({
        tags: [...new Set(text.split(',').map(tag => tag.trim()))].filter(
          tag => tag !== ''
        )
      })
    },
    {
      name: trans.__('Notes'),
      label: trans.__('Edit the notes'),
      text: info.notes ?? '',
      empty: trans.__('none'),
      long: true,
      read: notes => ({ notes })
    },
    {
      name: trans.__('Total steps'),
      label: trans.__('Edit the number of steps that the run will have'),
      text: info.totalSteps === null ? '' : formatCount(info.totalSteps),
      empty: trans.__('not known'),
      read: text => ({ total_steps: readSteps(text, trans) })
    }
  ];
}

function readSteps(text: string, trans: ITranslation): number {
  const steps = Number(text.replace(/[\s,_]/g, ''));
  if (text === '' || !Number.isSafeInteger(steps) || steps < 1) {
    throw new Error(
      trans.__('“%1” is no number of steps: write a whole number from 1.', text)
    );
  }
  return steps;
}
