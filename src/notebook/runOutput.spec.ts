import { MimeModel } from '@jupyterlab/rendermime';

import { Observers } from '../chart/testing/observers';
import { KeptLayouts } from '../panel/testing/keptLayouts';
import { MIME_TYPE } from '../protocol';
import { RunOutput } from './runOutput';
import { ShownPlaces } from './shownPlaces';
import { dataOf, RUN } from './testing/notebooks';

const OTHER = 'f'.repeat(32);

describe('RunOutput', () => {
  let output: RunOutput;
  let opensUnderCell: boolean;

  beforeEach(() => {
    Observers.install();
    opensUnderCell = true;
    output = new RunOutput({
      createView: () => {
        throw new Error('Nothing is in sight here');
      },
      places: new ShownPlaces(),
      layouts: new KeptLayouts(),
      width: () => 930,
      opensUnderCell: () => opensUnderCell,
      closedText: name => `Run ${name} is closed`
    });
  });

  afterEach(() => output.dispose());

  const tell = (run: string) =>
    output.renderModel(new MimeModel({ data: dataOf({ run }) as never }));

  const places = () =>
    Array.from(
      output.node.querySelectorAll<HTMLElement>('.jp-Runside-place'),
      ({ dataset }) => dataset.run
    );

  it('has the place of the run that it was told', async () => {
    await tell(RUN);
    expect(places()).toEqual([RUN]);
  });

  it('keeps its place when it is told the same run again', async () => {
    await tell(RUN);
    const [place] = output.widgets;
    await tell(RUN);
    expect(output.widgets).toEqual([place]);
    await tell(OTHER);
    expect(places()).toEqual([OTHER]);
    expect(place.isDisposed).toBe(true);
  });

  it('shows what it was told last, also while the code of places comes', async () => {
    await Promise.all([tell(RUN), tell(OTHER)]);
    expect(places()).toEqual([OTHER]);
    await Promise.all([tell(RUN), tell(RUN)]);
    expect(places()).toEqual([RUN]);
  });

  it('says what is wrong with what it was told', async () => {
    const wrong = new MimeModel({ data: { [MIME_TYPE]: { run: 7 } } });
    await Promise.all([tell(RUN), output.renderModel(wrong)]);
    expect(places()).toEqual([]);
    expect(output.node.textContent).not.toBe('');
  });

  it('has a line of text where panels are not wanted', async () => {
    opensUnderCell = false;
    await tell(RUN);
    expect(output.node.textContent).toBe('Run calm-river-14 is closed');
  });

  it('makes nothing when it is gone before the code has come', async () => {
    const told = tell(RUN);
    output.dispose();
    await told;
    expect(places()).toEqual([]);
  });
});
