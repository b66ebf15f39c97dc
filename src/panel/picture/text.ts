import { type ISavedRun, leaves } from '../../protocol';
import { formatCount, formatDuration } from '../format';
import { plainText } from '../../model/texts';
import { elapsed } from '../progress';
import { clean, clip } from './markup';
import { summaryText } from './phrases';

const MOST_ROWS = 40;
const NAME_WIDTH = 48;
const VALUE_WIDTH = 60;

/**
 * A run as one aligned table of text, where no picture can be shown: name, state,
 * steps, duration, summary.
 */
export function toText(run: ISavedRun): string {
  const { info } = run;
  const summary = leaves(run.summary);
  const rows: [string, string][] = [
    ['run', `${info.name} (project ${info.project})`],
    ['state', info.state],
    ['steps', stepsOf(run)],
    ['duration', formatDuration(elapsed(info, run.t), plainText)],
    ...summary
      .slice(0, MOST_ROWS)
      .map(([path, value]): [string, string] => [path, summaryText(value)])
  ];
  if (summary.length > MOST_ROWS) {
    rows.push(['…', `and ${formatCount(summary.length - MOST_ROWS)} more`]);
  }
  const cells = rows.map(([name, value]) => [
    clip(clean(name), NAME_WIDTH),
    clip(clean(value), VALUE_WIDTH)
  ]);
  const width = Math.max(...cells.map(([name]) => name.length));
  return cells
    .map(([name, value]) => `${name.padEnd(width)}  ${value}`)
    .join('\n');
}

function stepsOf({ info: { step, totalSteps } }: ISavedRun): string {
  if (step === null) {
    return 'none';
  }
  return totalSteps === null
    ? formatCount(step)
    : `${formatCount(step)} of ${formatCount(totalSteps)}`;
}
