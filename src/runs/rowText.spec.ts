import { plainText } from '../model/texts';
import { metricText, secondLine, spokenText, wholeText } from './rowText';
import { madeUpColumns, madeUpInfo } from './testing/madeUpRuns';

describe('secondLine', () => {
  const line = (known: Parameters<typeof madeUpInfo>[1]) =>
    secondLine(madeUpInfo(1, known), '12 min', plainText);

  it('says state and age, and the step of what did not come to its end', () => {
    expect(line({})).toBe('finished · 12 min');
    expect(line({ state: 'running', step: 1240 })).toBe(
      'running · 12 min · step 1,240'
    );
    expect(line({ state: 'idle', step: null })).toBe('idle · 12 min');
  });

  it('says whose a run is that is somebody else’s, and its tags', () => {
    expect(line({ mine: false, owner: 'ben', tags: ['baseline'] })).toBe(
      'ben · finished · 12 min · baseline'
    );
    expect(line({ mine: true, owner: 'ann' })).toBe('finished · 12 min');
  });
});

describe('metricText', () => {
  const columns = madeUpColumns(madeUpInfo(1));

  it('is the summary in four digits, and exactly', () => {
    expect(metricText({ ...columns, summary: 0.952841 })).toEqual({
      short: '0.9528',
      exact: '0.952841'
    });
    expect(metricText({ ...columns, summary: 'best' })!.short).toBe('best');
  });

  it('is the last value where the summary has none', () => {
    const value = Float64Array.of(1, 2);
    expect(metricText({ ...columns, summary: null, value })!.short).toBe('2');
  });

  it('is nothing where there is none', () => {
    expect(metricText(null)).toBeNull();
    expect(
      metricText({ ...columns, summary: null, value: new Float64Array() })
    ).toBeNull();
  });
});

test('spokenText says all that a row shows, with the metric’s name', () => {
  expect(
    spokenText(
      madeUpInfo(1, { name: 'calm-river', hidden: true }),
      'finished · 12 min',
      { key: 'val/loss', exact: '0.25' },
      plainText
    )
  ).toBe('calm-river, hidden, finished, 12 min, val/loss 0.25');
});

test('wholeText says what has no room in a row', () => {
  const text = wholeText(
    madeUpInfo(1, {
      notebook: 'a/b.ipynb',
      tags: ['x', 'y'],
      notes: 'the first',
      mine: false,
      owner: 'ben'
    }),
    plainText
  );
  expect(text).toContain('digits / run-1');
  expect(text).toContain('finished · step 100');
  expect(text).toContain('a/b.ipynb');
  expect(text).toContain('Tags: x, y');
  expect(text).toContain('the first');
  expect(text).toContain('Belongs to ben');
});
