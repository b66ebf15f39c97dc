import { type NotebookModel } from '@jupyterlab/notebook';

import { MIME_TYPE } from '../protocol';
import { outputsOfRuns, writePicture } from './runOutputs';
import { fileOf, notebookOf, pictureOf, RUN } from './testing/notebooks';

describe('writePicture', () => {
  let notebook: NotebookModel;

  beforeEach(() => {
    jest.spyOn(console, 'warn').mockImplementation(() => undefined); // JupyterLab's own, of each cell that is made.
    notebook = notebookOf([{ run: RUN }, { text: 'other' }]);
  });

  afterEach(() => {
    notebook.dispose();
    jest.restoreAllMocks();
  });

  it('puts the picture into the output of its run, and the notebook is to be saved', () => {
    expect(notebook.dirty).toBe(false);
    expect(writePicture(notebook, pictureOf(RUN, 0.5))).toBe(1);
    expect(notebook.dirty).toBe(true);
    const [data, other] = fileOf(notebook);
    expect(Object.keys(data).sort()).toEqual([
      MIME_TYPE,
      'image/svg+xml',
      'text/plain'
    ]);
    expect(data[MIME_TYPE]).toMatchObject({
      protocol: 1,
      run: RUN,
      kernel: 'k1',
      saved: { summary: { loss: 0.5 } }
    });
    expect(other).toEqual({ 'text/plain': 'other' });
  });

  it('can be read by who opens the notebook', () => {
    writePicture(notebook, pictureOf(RUN, 0.5));
    const [{ bundle }] = [...outputsOfRuns(notebook)];
    expect(bundle.saved?.summary).toEqual({ loss: 0.5 });
    expect(bundle.problem).toBeNull();
  });

  it('changes nothing where the same is there already, whenever it was taken', () => {
    writePicture(notebook, pictureOf(RUN, 0.5));
    notebook.dirty = false;
    expect(writePicture(notebook, pictureOf(RUN, 0.5, 99))).toBe(0);
    expect(notebook.dirty).toBe(false);
    expect(writePicture(notebook, pictureOf(RUN, 0.4))).toBe(1);
  });

  it('brings back no output that was cleared, nor one of another run', () => {
    const cleared = notebookOf([{ text: 'executed again' }]);
    expect(writePicture(cleared, pictureOf(RUN, 0.5))).toBe(0);
    expect(fileOf(cleared)).toEqual([{ 'text/plain': 'executed again' }]);
    cleared.dispose();
    const other = notebookOf([{ run: 'f'.repeat(32) }]);
    expect(writePicture(other, pictureOf(RUN, 0.5))).toBe(0);
    other.dispose();
  });
});
