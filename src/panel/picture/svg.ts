import { placeOf, SavedPicture } from '../../model';
import { type ISavedRun, leaves } from '../../protocol';
import { formatCount, formatNumber } from '../format';
import { chooseHeadline, headlineLabel } from '../headlineMetrics';
import { plainText } from '../../model/texts';
import { progress } from '../progress';
import { stateWord } from '../states';
import { headlineValue } from '../headlineValue';
import { type IPart, drawBoard, drawSection } from './board';
import { aside, clip, element, rule, text } from './markup';
import { moment, pointsText, summaryText } from './phrases';
import * as style from './style';

const { BORDER, INNER, QUIET, SIDE } = style;

const STATES: Record<string, string> = {
  running: '#187c34',
  crashed: '#c62828',
  killed: '#c62828'
};
const OTHER_STATE = '#8f8f8f';

const MOST_ROWS = 24;
const ROW_COLUMNS = 2;
const ROW_GAP = 36;

/**
 * A run as a picture that needs no page of ours, for GitHub and nbconvert: header,
 * headline, charts by section, summary and footer, in English. It needs nothing from
 * elsewhere and runs nothing. The kernel library draws the same
 * (`runside/picture/svg.py`) where no page looks.
 */
export function toSvg(run: ISavedRun): string {
  const parts: string[] = [];
  let top = 0;
  for (const draw of [header, headline, drawBoard, summary, footer]) {
    const { markup, height } = draw(run, top);
    parts.push(markup);
    top += height;
  }
  const page = element('rect', {
    x: 0.5,
    y: 0.5,
    width: style.WIDTH - 1,
    height: top - 1,
    rx: 6,
    fill: style.PAPER,
    stroke: BORDER
  });
  const { name, project, state } = run.info;
  const label = `Run ${name} of project ${project}: ${state}`;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: style.WIDTH,
      height: top,
      viewBox: `0 0 ${style.WIDTH} ${top}`,
      // For pages that take it in as it is, and whose column is narrower.
      style: 'max-width:100%;height:auto',
      role: 'img',
      'aria-label': clip(label, 200),
      'font-family': style.FONT,
      'font-size': 12,
      fill: style.TEXT
    },
    page + parts.join('')
  );
}

function header({ info, t }: ISavedRun, top: number): IPart {
  const seen = { rate: null, reached: true, now: t };
  const told = [
    stateWord(info.state, plainText),
    ...progress(info, seen, plainText)
  ];
  const y = top + 27;
  return {
    markup: [
      element('circle', {
        cx: SIDE + 5,
        cy: top + 22,
        r: 4,
        fill: STATES[info.state] ?? OTHER_STATE
      }),
      text(info.name, {
        x: SIDE + 18,
        y,
        width: 330,
        size: 14,
        weight: 600,
        aside: aside(told.join(' · '), 280, QUIET)
      }),
      text(info.project, {
        x: SIDE + INNER,
        y,
        width: 220,
        fill: QUIET,
        anchor: 'end'
      }),
      across(top + style.HEADER_HEIGHT)
    ].join(''),
    height: style.HEADER_HEIGHT
  };
}

function headline(run: ISavedRun, top: number): IPart {
  const keys = run.series
    .filter(({ hidden }) => !hidden)
    .map(({ key }) => placeOf(key, 'number'));
  const chosen = chooseHeadline(keys);
  if (chosen.length === 0) {
    return { markup: '', height: 0 };
  }
  const picture = new SavedPicture(run);
  const width = INNER / 4;
  const tiles = chosen.map((key, i) => {
    const { value, note } = headlineValue(
      picture.series(key.path),
      picture.metric(key.path),
      plainText
    );
    const tile = { x: SIDE + i * width, width: width - 16 };
    return [
      text(headlineLabel(key, keys), {
        ...tile,
        y: top + 20,
        size: 11.5,
        fill: QUIET
      }),
      text(formatNumber(value ?? NaN), {
        ...tile,
        y: top + 43,
        size: 19,
        weight: 600
      }),
      text(note, { ...tile, y: top + 60, size: 11, fill: QUIET })
    ].join('');
  });
  return {
    markup: tiles.join('') + across(top + style.TILES_HEIGHT),
    height: style.TILES_HEIGHT
  };
}

function summary(run: ISavedRun, top: number): IPart {
  const all = leaves(run.summary);
  if (all.length === 0) {
    return { markup: '', height: 0 };
  }
  const shown = all.slice(0, MOST_ROWS);
  const width = (INNER - ROW_GAP) / ROW_COLUMNS;
  const rows = Math.ceil(shown.length / ROW_COLUMNS);
  const parts = [drawSection('Summary', all.length, top)];
  shown.forEach(([path, value], i) => {
    const left = SIDE + Math.floor(i / rows) * (width + ROW_GAP);
    const y = top + style.SECTION_HEIGHT + (i % rows) * style.ROW_HEIGHT + 10;
    parts.push(
      text(path, { x: left, y, width: 0.55 * width, fill: QUIET }),
      text(summaryText(value), {
        x: left + width,
        y,
        width: 0.4 * width,
        anchor: 'end'
      })
    );
  });
  let height = style.SECTION_HEIGHT + rows * style.ROW_HEIGHT;
  const more = all.length - MOST_ROWS;
  if (more > 0) {
    const told = { x: SIDE, y: top + height + 10, width: INNER, fill: QUIET };
    parts.push(text(`and ${formatCount(more)} more`, told));
    height += style.ROW_HEIGHT;
  }
  return { markup: parts.join(''), height };
}

function footer(run: ISavedRun, top: number): IPart {
  const y = top + 27;
  const told = ['saved picture', moment(run.t)].join(' · ');
  const line =
    text(told, { x: SIDE, y, width: INNER - 220, size: 11 }) +
    text(pointsText(run), {
      x: SIDE + INNER,
      y,
      width: 210,
      size: 11,
      anchor: 'end'
    });
  return {
    markup: across(top + 8) + element('g', { fill: QUIET }, line),
    height: style.FOOTER_HEIGHT + 8
  };
}

function across(y: number): string {
  return rule(0.5, y, style.WIDTH - 1, BORDER);
}
