import { type IPictured, NO_RULE } from '../../model';
import { Digits } from '../testing/digits';
import { training } from '../testing/scenes';
import { SyntheticRun } from '../testing/syntheticRun';
import { bytesOf, composePicture, type IPictureOfRun, MOST_BYTES } from '.';

function compose(run: SyntheticRun | IPictured): IPictureOfRun {
  const picture = composePicture(run, {
    t: 1_795_000_000,
    thumbnails: new Map(),
    unpictured: 0
  });
  expect(picture).not.toBeNull();
  expect(bytesOf(picture!)).toBeLessThanOrEqual(MOST_BYTES);
  return picture!;
}

/** The drawing, read as strictly as any reader of it may be. */
function parse({ svg }: IPictureOfRun): Document {
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
  expect(parsed.querySelector('parsererror')).toBeNull();
  return parsed;
}

function linesIn(drawing: Document): SVGElement[] {
  return Array.from(drawing.querySelectorAll('path[stroke-width="1.75"]'));
}

describe('the picture of a run', () => {
  it('has a line for each metric, and what stands at the top of the panel', () => {
    const drawing = parse(compose(training(2000, new Digits())));
    expect(linesIn(drawing)).toHaveLength(5);
    const text = drawing.documentElement.textContent ?? '';
    for (const part of [
      'calm-river-14',
      'running',
      'step 2,000 of 2,000',
      'validation / accuracy',
      'Summary',
      '18 Nov 2026, 11:06 UTC'
    ]) {
      expect(text).toContain(part);
    }
  });

  it('is another one for another training', () => {
    const one = parse(compose(training(300, new Digits())));
    const other = parse(compose(training(900, new Digits())));
    const line = (drawing: Document) => linesIn(drawing)[0].getAttribute('d');
    expect(line(one)).not.toBe(line(other));
  });

  it('fits with two hundred metrics, and draws the first twelve', () => {
    const run = new SyntheticRun();
    for (let step = 0; step < 500; step++) {
      const row = Array.from({ length: 200 }, (_, k) => [
        `layer${k % 20}/norm_of_something_${k}`,
        Math.sin(step / 50 + k) * k
      ]);
      run.log(step, 1_795_000_000 + step, Object.fromEntries(row) as never);
    }
    const picture = compose(run);
    expect(picture.saved.series).toHaveLength(200);
    const drawing = parse(picture);
    expect(linesIn(drawing)).toHaveLength(12);
    expect(drawing.documentElement.textContent).toContain('and 188 more');
  });

  it('breaks the line where a value is not finite, and draws lone points', () => {
    const run = new SyntheticRun();
    [1, NaN, 2, 3, Infinity].forEach((loss, i) =>
      run.log(i, 100 + i, { loss })
    );
    const drawing = parse(compose(run));
    expect(linesIn(drawing)[0].getAttribute('d')!.match(/M/g)).toHaveLength(1);
    // The one before the gap, and the dot of the state.
    expect(drawing.querySelectorAll('circle')).toHaveLength(2);
  });

  it('draws no metric that is hidden, though others are drawn over it', () => {
    const run = new SyntheticRun();
    for (const step of [0, 1, 2]) {
      run.log(step, 100 + step, { epoch_done: step, loss: 3 - step });
    }
    run.rules.set('epoch_done', { ...NO_RULE, hidden: true });
    run.rules.set('loss', { ...NO_RULE, stepMetric: 'epoch_done' });
    const picture = compose(run);
    expect(picture.saved.series).toHaveLength(2);
    const drawing = parse(picture);
    expect(linesIn(drawing)).toHaveLength(1);
    expect(drawing.documentElement.textContent).not.toContain('epoch done');
    expect(drawing.querySelector('g > title')?.textContent).toBe('loss');
    // It is drawn over steps here, and says so.
    const texts = Array.from(drawing.querySelectorAll('text'));
    expect(texts.map(({ textContent }) => textContent)).toContain('step');
  });

  it('has the best value on top where the summary is asked for that', () => {
    const run = new SyntheticRun();
    [3, 1, 2].forEach((score, i) => run.log(i, 100 + i, { score }));
    run.rules.set('score', {
      ...NO_RULE,
      goal: 'minimize',
      operations: new Set(['best'])
    });
    const drawing = parse(compose(run));
    expect(drawing.documentElement.textContent).toContain('best, at 1; last 2');
  });

  it('says so where there is no number', () => {
    const empty = new SyntheticRun();
    empty.setInfo({ state: 'crashed' });
    expect(parse(compose(empty)).documentElement.textContent).toContain(
      'No numbers were logged'
    );
    const never = new SyntheticRun();
    never.log(0, 100, { loss: NaN });
    expect(parse(compose(never)).documentElement.textContent).toContain(
      'no finite value'
    );
  });

  it('holds nothing that runs or is fetched, whatever the run is called', () => {
    const run = new SyntheticRun();
    const evil = '"><script>alert(1)</script>\u0000\ud800<a href="//x">';
    run.log(0, 100, { [evil]: 1, [`${evil}/loss`]: 2 });
    run.summary = { [evil]: evil };
    run.setInfo({ name: evil, project: evil });
    const picture = compose(run);
    const drawing = parse(picture);
    const tags = new Set(
      Array.from(drawing.querySelectorAll('*'), ({ tagName }) => tagName)
    );
    expect([...tags].sort()).toEqual(
      ['circle', 'g', 'path', 'rect', 'svg', 'text', 'title', 'tspan'].sort()
    );
    const attributes = new Set(
      Array.from(drawing.querySelectorAll('svg *'), element =>
        element.getAttributeNames()
      ).flat()
    );
    for (const name of attributes) {
      expect(name).not.toMatch(/href|src|style|^on|^id$|^class$/);
    }
    expect(picture.text).not.toMatch(/\p{Cc}(?<!\n)|\p{Cs}/u);
  });

  it('is no wider than the page that it is put into, and keeps its shape', () => {
    const svg = parse(compose(training(100, new Digits()))).querySelector(
      'svg'
    );
    expect(svg?.getAttribute('style')).toBe('max-width:100%;height:auto');
    expect(svg?.getAttribute('viewBox')).toBe(
      `0 0 ${svg?.getAttribute('width')} ${svg?.getAttribute('height')}`
    );
  });

  it('is a table of text too', () => {
    const { text } = compose(training(1240, new Digits()));
    expect(text.split('\n').slice(0, 5)).toEqual([
      'run                  calm-river-14 (project digits)',
      'state                running',
      'steps                1,240 of 2,000',
      expect.stringMatching(/^duration {13}/),
      expect.stringMatching(/^train\/loss {11}0\.\d+$/)
    ]);
  });
});
