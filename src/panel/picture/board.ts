import { type IAxis, stepAxis } from '../../chart/ticks';
import { placeOf } from '../../model';
import type { ISavedRun, ISavedSeries } from '../../protocol';
import { runColour } from '../colours';
import { formatCount } from '../format';
import { intoSections } from '../sections';
import { drawChart } from './chart';
import { aside, text } from './markup';
import { CARD_HEIGHT, GAP, INNER, QUIET, SECTION_HEIGHT, SIDE } from './style';

/** A part of the picture. */
export interface IPart {
  readonly markup: string;
  readonly height: number;
}

export const MOST_CHARTS = 12;
const COLUMNS = 3;
const TICKS = 5;
const CARD_WIDTH = (INNER - (COLUMNS - 1) * GAP) / COLUMNS;

/** The sections from `top` on, with at most twelve charts. */
export function drawBoard(run: ISavedRun, top: number): IPart {
  const carded = run.series.filter(({ hidden }) => !hidden);
  const series = new Map(carded.map(one => [one.key, one]));
  if (series.size === 0) {
    const y = top + 26;
    const told = { x: SIDE, y, width: INNER, fill: QUIET };
    return { markup: text('No numbers were logged', told), height: 40 };
  }
  const x = stepsOf(run);
  const colour = runColour(run.info, false);
  const parts: string[] = [];
  let left = MOST_CHARTS;
  let at = top;
  const keys = carded.map(({ key }) => placeOf(key, 'number'));
  for (const { name, keys: all } of intoSections(keys)) {
    const shown = all.slice(0, left);
    if (shown.length === 0) {
      break;
    }
    left -= shown.length;
    parts.push(drawSection(name, all.length, at));
    at += SECTION_HEIGHT;
    shown.forEach(({ path }, i) => {
      const card = {
        left: SIDE + (i % COLUMNS) * (CARD_WIDTH + GAP),
        top: at + Math.floor(i / COLUMNS) * (CARD_HEIGHT + GAP),
        width: CARD_WIDTH,
        height: CARD_HEIGHT
      };
      parts.push(drawChart(series.get(path)!, x, colour, card));
    });
    at += Math.ceil(shown.length / COLUMNS) * (CARD_HEIGHT + GAP);
  }
  const more = series.size - MOST_CHARTS;
  if (more > 0) {
    const told = { x: SIDE, y: at + 14, width: INNER, fill: QUIET };
    parts.push(text(`and ${formatCount(more)} more`, told));
    at += 24;
  }
  return { markup: parts.join(''), height: at - top };
}

/** The heading of a section, with how much it holds. */
export function drawSection(name: string, count: number, top: number): string {
  return text(name, {
    x: SIDE,
    y: top + 22,
    width: INNER - 100,
    size: 12.5,
    weight: 600,
    aside: aside(formatCount(count), 80, QUIET)
  });
}

/** One horizontal axis for all charts, so that they can be compared. */
function stepsOf({ series, info }: ISavedRun): IAxis {
  const edge = (pick: (steps: readonly number[]) => number | undefined) =>
    series.map(({ step }: ISavedSeries) => pick(step) ?? 0);
  return stepAxis(
    Math.min(...edge(steps => steps[0])),
    Math.max(...edge(steps => steps.at(-1))),
    TICKS,
    { total: info.totalSteps, live: false }
  );
}
