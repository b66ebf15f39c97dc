import { savedBlobs } from './savedBlobs';
import { plainHost } from './testing/plainHost';
import { SyntheticRun } from './testing/syntheticRun';

const A = 'a'.repeat(64);

describe('savedBlobs', () => {
  it('stand in for the bytes until the run has been found, which are then brought', async () => {
    const run = new SyntheticRun();
    run.log(0, 0, { loss: 1 });
    run.keep();
    run.saved!.thumbnails.set(A, 'data:image/png;base64,AAAA');
    const asked: string[] = [];
    const blob = (_: string, sha256: string) => {
      asked.push(sha256);
      return Promise.resolve(new Blob(['x']));
    };
    const blobs = savedBlobs(run.model, plainHost({ blob }));
    const bytes = blobs.fetch(A);
    await Promise.resolve();
    expect(asked).toEqual([]);
    expect(blobs.standIn(A)).toBe('data:image/png;base64,AAAA');
    expect(blobs.standIn('b'.repeat(64))).toBeNull();
    run.saved = null;
    run.emit();
    expect((await bytes).size).toBe(1);
    // What was saved is of use where the bytes never come.
    expect(blobs.standIn(A)).not.toBeNull();
    blobs.dispose();
  });

  it('are brought at once where nothing was saved', async () => {
    const blob = () => Promise.resolve(new Blob(['x']));
    const run = new SyntheticRun();
    const blobs = savedBlobs(run.model, plainHost({ blob }));
    expect((await blobs.fetch(A)).size).toBe(1);
    blobs.dispose();
  });
});
