import type { RunModel } from '../model';
import { formatCount, formatDuration, formatTime } from './format';
import type { ITranslation, PanelPlace } from './host';
import { failureText, isInterrupt, isLive } from './states';

export interface IPhrase {
  readonly text: string;
  /**
   * `live`: all is well and more comes; `plain`: a fact; `kept`: one that is said in
   * a narrow panel too; `bad`: it needs attention, and is said there too.
   */
  readonly mood: 'live' | 'plain' | 'kept' | 'bad';
  readonly detail?: string;
}

type Told = Pick<RunModel, 'info' | 'links' | 'saved' | 'problems' | 'failure'>;

/** Silence of a running run is said after so many seconds. */
const SILENCE = 60;

/**
 * What the foot of a panel says, the most important first.
 *
 * @param now - Unix seconds
 */
export function footerPhrases(
  run: Told,
  place: PanelPlace,
  now: number,
  trans: ITranslation
): IPhrase[] {
  const isSaved = place === 'saved' || run.saved !== null;
  return [
    ...(isSaved ? savedPhrases(run, trans) : []),
    ...(place === 'saved' ? [] : linkPhrases(run, trans)),
    ...(isSaved ? [] : diskPhrases(run, trans)),
    ...ownerPhrases(run, trans),
    ...failurePhrases(run, trans),
    ...troublePhrases(run, trans),
    ...silence(run, now, trans)
  ];
}

function savedPhrases({ saved }: Told, trans: ITranslation): IPhrase[] {
  const phrases: IPhrase[] = [
    {
      text: saved
        ? trans.__('saved picture, %1', formatTime(saved.t))
        : trans.__('saved picture'),
      mood: 'plain',
      detail: trans.__(
        'Drawn from what was saved with the notebook. The run itself is drawn where a kernel or a Jupyter server with Runside has it.'
      )
    }
  ];
  if (saved && saved.leftOut > 0) {
    const n = saved.leftOut;
    phrases.push({
      text: trans._n('%2 left out', '%2 left out', n, formatCount(n)),
      mood: 'plain',
      detail: trans.__(
        'Series, pictures and entries of config and summary that found no room in the notebook.'
      )
    });
  }
  return phrases;
}

function linkPhrases(
  { info, links, saved }: Told,
  trans: ITranslation
): IPhrase[] {
  if (links.kernel === 'none' && links.server === 'disconnected') {
    return [
      {
        text: trans.__('disconnected, trying again'),
        mood: 'bad',
        detail: trans.__(
          'The Jupyter server does not answer. Nothing is lost: what is logged is on disk, and is shown when it is back.'
        )
      }
    ];
  }
  const phrases: IPhrase[] = [];
  if (links.kernel === 'none' && links.server === 'connecting') {
    phrases.push({ text: trans.__('connecting'), mood: 'plain' });
  } else if (
    info &&
    saved === null &&
    isLive(info.state) &&
    (links.kernel === 'attached' || links.server === 'connected')
  ) {
    phrases.push({ text: trans.__('live'), mood: 'live' });
  }
  if (links.server === 'disconnected') {
    phrases.push({
      text: trans.__('Jupyter server disconnected, trying again'),
      mood: 'bad'
    });
  }
  return phrases;
}

function diskPhrases({ info, links }: Told, trans: ITranslation): IPhrase[] {
  if (!info) {
    return [];
  }
  switch (links.server) {
    case 'absent':
      return [
        {
          text: trans.__('On disk'),
          mood: 'plain',
          detail: trans.__(
            'This Jupyter server has no Runside part: runs are kept, and not indexed.'
          )
        }
      ];
    case 'connected':
      return [
        {
          text: links.indexed
            ? trans.__('On disk and indexed')
            : trans.__('On disk, indexing…'),
          mood: 'plain',
          detail: info.dir ?? undefined
        }
      ];
    default:
      return [];
  }
}

function ownerPhrases({ info }: Told, trans: ITranslation): IPhrase[] {
  if (!info || info.mine || info.owner === null) {
    return [];
  }
  return [
    {
      text: trans.__('of %1, read-only', info.owner),
      mood: 'kept',
      detail: trans.__(
        'The files of this run belong to %1: it can be read here, not changed.',
        info.owner
      )
    }
  ];
}

function failurePhrases(
  { info, failure }: Told,
  trans: ITranslation
): IPhrase[] {
  if (!failure || (info?.state !== 'crashed' && isInterrupt(failure))) {
    return [];
  }
  const what = failureText(failure);
  return [
    {
      text:
        info?.state === 'crashed'
          ? what
          : trans.__('the cell failed: %1', what),
      mood: 'bad',
      detail: failure.traceback.join('\n') || undefined
    }
  ];
}

function troublePhrases(
  { info, links, problems }: Told,
  trans: ITranslation
): IPhrase[] {
  const phrases: IPhrase[] = [];
  const add = (text: string, detail?: string) =>
    phrases.push({ text, mood: 'bad', detail });
  if (links.behind) {
    phrases.push({ text: trans.__('catching up'), mood: 'plain' });
  }
  if (links.missing > 0) {
    const n = links.missing;
    phrases.push({
      text: trans._n(
        '%2 record on its way',
        '%2 records on their way',
        n,
        formatCount(n)
      ),
      mood: 'plain'
    });
  }
  if (links.unsent > 0) {
    const n = links.unsent;
    add(
      trans._n(
        '%2 record not sent yet',
        '%2 records not sent yet',
        n,
        formatCount(n)
      )
    );
  }
  if (info && info.badLines > 0) {
    const n = info.badLines;
    add(
      trans._n(
        '%2 bad line skipped',
        '%2 bad lines skipped',
        n,
        formatCount(n)
      ),
      trans.__(
        'Lines of the journal whose checksum is wrong. All others were read.'
      )
    );
  }
  if (info && info.gaps > 0) {
    const n = info.gaps;
    add(
      trans._n('%2 gap', '%2 gaps', n, formatCount(n)),
      trans.__(
        'Records that could not be kept, and are lost. The line has a gap there.'
      )
    );
  }
  if (problems.length > 0) {
    const n = problems.length;
    add(
      trans._n('%2 problem', '%2 problems', n, formatCount(n)),
      problems.join('\n')
    );
  }
  return phrases;
}

function silence(
  { info, saved }: Told,
  now: number,
  trans: ITranslation
): IPhrase[] {
  if (info?.state !== 'running' || info.lastT === null || saved !== null) {
    return [];
  }
  const age = now - info.lastT;
  return age < SILENCE
    ? []
    : [
        {
          text: trans.__('last record %1 ago', formatDuration(age, trans)),
          mood: 'plain'
        }
      ];
}
