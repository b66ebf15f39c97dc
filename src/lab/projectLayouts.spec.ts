import { StateDB } from '@jupyterlab/statedb';

import { ProjectLayouts } from './projectLayouts';

/** Until a layout has come. */
function nextChange(layouts: ProjectLayouts): Promise<void> {
  return new Promise(resolve => layouts.changed.connect(() => resolve()));
}

describe('ProjectLayouts', () => {
  it('keeps a layout of each project over a reload of the page', async () => {
    const stateDB = new StateDB();
    const before = new ProjectLayouts(stateDB);
    before.set('digits', { columns: 3 });
    before.set('other', { columns: 4 });
    expect(before.get('digits')).toEqual({ columns: 3 });

    const after = new ProjectLayouts(stateDB);
    const come = nextChange(after);
    expect(after.get('digits')).toBeUndefined();
    await come;
    expect(after.get('digits')).toEqual({ columns: 3 });
    expect(after.get('unknown')).toBeUndefined();
  });

  it('does not let what was kept take the place of what was changed since', async () => {
    const stateDB = new StateDB();
    await stateDB.save('runside:layout:digits', { columns: 3 });
    let come = (_: unknown) => {};
    const slow = new Promise(resolve => (come = resolve));
    const layouts = new ProjectLayouts({
      fetch: async id => {
        await slow;
        return stateDB.fetch(id);
      },
      save: (id, value) => stateDB.save(id, value)
    });
    layouts.get('digits');
    layouts.set('digits', { columns: 5 });
    come(null);
    await slow;
    await new Promise(process.nextTick);
    expect(layouts.get('digits')).toEqual({ columns: 5 });
  });

  it('keeps them as long as the page where there is no such database, or it fails', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation();
    const failing = {
      fetch: () => Promise.reject(new Error('no')),
      save: () => Promise.reject(new Error('no'))
    };
    for (const stateDB of [null, failing]) {
      const layouts = new ProjectLayouts(stateDB);
      expect(layouts.get('digits')).toBeUndefined();
      layouts.set('digits', { columns: 3 });
      await new Promise(process.nextTick);
      expect(layouts.get('digits')).toEqual({ columns: 3 });
    }
    expect(warn).toHaveBeenCalled();
    warn.mockRestore();
  });
});
