import type { NotebookModel } from '@jupyterlab/notebook';

import { KeptLayouts } from '../panel/testing/keptLayouts';
import { NotebookLayouts } from './notebookLayouts';
import { notebookOf } from './testing/notebooks';

describe('NotebookLayouts', () => {
  let notebook: NotebookModel;
  let projects: KeptLayouts;
  let layouts: NotebookLayouts;
  let isWritable: boolean;
  let told: number;

  beforeEach(() => {
    isWritable = true;
    notebook = notebookOf([]);
    projects = new KeptLayouts();
    layouts = new NotebookLayouts({
      notebook,
      projects,
      isWritable: () => isWritable
    });
    told = 0;
    layouts.changed.connect(() => (told += 1));
  });

  afterEach(() => layouts.dispose());

  it('keeps a layout in the metadata, which is a change of the notebook', () => {
    layouts.set('digits', { columns: 3 });
    expect(layouts.get('digits')).toEqual({ columns: 3 });
    expect(layouts.get('other')).toBeUndefined();
    const file = notebook.toJSON() as { metadata: Record<string, unknown> };
    expect(file.metadata.runside).toEqual({
      layouts: { digits: { columns: 3 } }
    });
    expect(notebook.dirty).toBe(true);
    expect(told).toBe(1);
  });

  it('changes nothing by being asked', () => {
    projects.setKept('digits', { columns: 2 });
    expect(layouts.get('digits')).toEqual({ columns: 2 });
    expect(notebook.dirty).toBe(false);
    expect(notebook.getMetadata('runside')).toBeUndefined();
  });

  it('has the layout of the project until it has one of its own', () => {
    projects.setKept('digits', { columns: 2 });
    expect(told).toBe(1);
    layouts.set('digits', { columns: 3 });
    projects.setKept('digits', { columns: 4 });
    expect(layouts.get('digits')).toEqual({ columns: 3 });
    expect(projects.get('digits')).toEqual({ columns: 4 });
  });

  it('keeps what it does not know, and the layouts of other projects', () => {
    notebook.setMetadata('runside', {
      layouts: { other: { columns: 1 } },
      future: [1]
    });
    layouts.set('digits', { columns: 3 });
    expect(notebook.getMetadata('runside')).toEqual({
      layouts: { other: { columns: 1 }, digits: { columns: 3 } },
      future: [1]
    });
  });

  it('says when somebody else has changed the metadata, if they are ours', () => {
    notebook.setMetadata('somebody', { else: 1 });
    expect(told).toBe(0);
    notebook.setMetadata('runside', { layouts: { digits: { columns: 5 } } });
    expect(told).toBe(1);
    expect(layouts.get('digits')).toEqual({ columns: 5 });
  });

  it.each([[3], ['text'], [[1]], [{ layouts: [] }], [{ layouts: 'x' }]])(
    'is not thrown by metadata such as %j',
    odd => {
      notebook.setMetadata('runside', odd);
      expect(layouts.get('digits')).toBeUndefined();
      layouts.set('digits', { columns: 3 });
      expect(layouts.get('digits')).toEqual({ columns: 3 });
    }
  );

  it('does not take for a layout what every object has', () => {
    expect(layouts.get('constructor')).toBeUndefined();
    layouts.set('constructor', { columns: 3 });
    expect(layouts.get('constructor')).toEqual({ columns: 3 });
  });

  it('keeps changes for itself where the notebook cannot be changed', () => {
    isWritable = false;
    layouts.set('digits', { columns: 3 });
    expect(layouts.get('digits')).toEqual({ columns: 3 });
    expect(told).toBe(1);
    expect(notebook.dirty).toBe(false);
    isWritable = true;
    layouts.set('digits', { columns: 4 });
    expect(layouts.get('digits')).toEqual({ columns: 4 });
    expect(notebook.dirty).toBe(true);
  });
});
