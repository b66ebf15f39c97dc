import type { IRunInfo } from '../protocol';
import { formatAgo, formatCount, formatDuration, formatTime } from './format';
import type { ITranslation } from './host';
import { elapsed } from './progress';
import { stateMeaning, stateWord } from './states';

export interface IFact {
  readonly name: string;
  readonly text: string;
  /** What the text means, in small print. */
  readonly note?: string | null;
}

/**
 * What is known of a run itself; what is not known is left out.
 *
 * @param now - Unix seconds
 * @param isEditable - whether what can be edited stands elsewhere
 */
export function overviewFacts(
  info: IRunInfo,
  now: number,
  isEditable: boolean,
  trans: ITranslation
): IFact[] {
  const facts: IFact[] = [
    {
      name: trans.__('State'),
      text:
        info.exit !== null && info.exit !== 0
          ? trans.__(
              '%1, exit code %2',
              stateWord(info.state, trans),
              info.exit
            )
          : stateWord(info.state, trans),
      note: stateMeaning(info, trans)
    },
    {
      name: trans.__('Started'),
      text: formatTime(info.start),
      note: formatAgo(info.start, now, trans)
    },
    {
      name: trans.__('Duration'),
      text: formatDuration(elapsed(info, now), trans)
    }
  ];
  const add = (name: string, text: string | null, note?: string | null) => {
    if (text !== null && text !== '') {
      facts.push({ name, text, note });
    }
  };
  if (info.step !== null) {
    add(
      trans.__('Step'),
      info.totalSteps === null || isEditable
        ? formatCount(info.step)
        : trans.__(
            '%1 of %2',
            formatCount(info.step),
            formatCount(info.totalSteps)
          )
    );
  }
  if (info.lastT !== null) {
    add(
      trans.__('Last record'),
      formatTime(info.lastT),
      formatAgo(info.lastT, now, trans)
    );
  }
  add(trans.__('Project'), info.project);
  add(trans.__('Id'), info.id);
  if (!isEditable) {
    add(trans.__('Tags'), info.tags.join(', '));
    add(trans.__('Notes'), info.notes);
  }
  add(trans.__('Notebook'), info.notebook);
  add(trans.__('Command'), info.program);
  add(trans.__('Host'), info.host);
  add(trans.__('User'), info.user);
  if (!info.mine) {
    add(
      trans.__('Owner'),
      info.owner,
      trans.__('The run is theirs, and can only be read here.')
    );
  }
  add(trans.__('Process'), info.pid === null ? null : String(info.pid));
  if (info.writers > 1) {
    add(trans.__('Writers'), formatCount(info.writers));
  }
  add(trans.__('Files'), info.dir);
  return facts;
}
