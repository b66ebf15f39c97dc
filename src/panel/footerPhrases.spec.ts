import { footerPhrases } from './footerPhrases';
import { formatTime } from './format';
import type { PanelPlace } from './host';
import { plainText } from '../model/texts';
import { SyntheticRun } from './testing/syntheticRun';

describe('footerPhrases', () => {
  const NOW = 1_800_000_000;
  let run: SyntheticRun;

  beforeEach(() => {
    run = new SyntheticRun();
    run.setInfo({ state: 'running', lastT: NOW - 1 });
  });

  const said = (place: PanelPlace = 'output') =>
    footerPhrases(run, place, NOW, plainText).map(phrase => phrase.text);
  const bad = () =>
    footerPhrases(run, 'output', NOW, plainText)
      .filter(phrase => phrase.mood === 'bad')
      .map(phrase => phrase.text);

  it('of a run that goes well', () => {
    expect(said()).toEqual(['live', 'On disk and indexed']);
    expect(bad()).toEqual([]);
  });

  it('says when the index is not there yet', () => {
    run.setLinks({ indexed: false });
    expect(said()).toEqual(['live', 'On disk, indexing…']);
  });

  it('says no more than it knows without a Jupyter server part', () => {
    run.setLinks({ server: 'absent' });
    expect(said()).toEqual(['live', 'On disk']);
  });

  it('is not live once the run has ended', () => {
    run.setInfo({ state: 'finished' });
    expect(said()).toEqual(['On disk and indexed']);
  });

  it('says first that nothing answers any more', () => {
    run.setLinks({ kernel: 'none', server: 'disconnected' });
    expect(bad()).toEqual(['disconnected, trying again']);
    expect(said()[0]).toBe('disconnected, trying again');
  });

  it('stays live by the kernel when only the Jupyter server is gone', () => {
    run.setLinks({ server: 'disconnected' });
    expect(said()[0]).toBe('live');
    expect(bad()).toEqual(['Jupyter server disconnected, trying again']);
  });

  it('is a saved picture where nothing stands behind it', () => {
    run.setLinks({ kernel: 'none', server: 'absent' });
    expect(said('saved')).toEqual(['saved picture']);
  });

  it('counts what was lost or skipped', () => {
    run.setInfo({ badLines: 1, gaps: 2 });
    run.setLinks({ unsent: 1500 });
    expect(bad()).toEqual([
      '1,500 records not sent yet',
      '1 bad line skipped',
      '2 gaps'
    ]);
  });

  it('says what is on its way without alarm', () => {
    run.setLinks({ behind: true, missing: 12 });
    expect(bad()).toEqual([]);
    expect(said()).toContain('catching up');
    expect(said()).toContain('12 records on their way');
  });

  it('says how long a running run has been silent, and of no other', () => {
    run.setInfo({ lastT: NOW - 125 });
    expect(said()).toContain('last record 2:05 ago');
    run.setInfo({ state: 'idle' });
    expect(said()).toHaveLength(2);
  });

  it('names the exception of a cell, and of a crash', () => {
    run.failure = {
      t: NOW,
      type: 'ValueError',
      value: 'empty',
      traceback: [],
      cell: null
    };
    run.setInfo({ state: 'idle' });
    expect(bad()).toEqual(['the cell failed: ValueError: empty']);
    run.setInfo({ state: 'crashed' });
    expect(bad()).toEqual(['ValueError: empty']);
  });

  it('says that it is a saved picture, of when, and what found no room in it', () => {
    run.log(0, NOW, { loss: 1 });
    run.keep();
    run.saved = { ...run.saved!, t: NOW, leftOut: 3 };
    run.setLinks({ kernel: 'none', server: 'connected' });
    expect(said()).toEqual([`saved picture, ${formatTime(NOW)}`, '3 left out']);
    run.setLinks({ server: 'disconnected' });
    expect(bad()).toEqual(['disconnected, trying again']);
  });

  it('says whose a run is that is not ours to change', () => {
    run.setInfo({ owner: 'bea', mine: true });
    expect(said()).not.toContain('of bea, read-only');
    run.setInfo({ mine: false });
    expect(said()).toContain('of bea, read-only');
  });
});
