import { BlobUrls } from './blobUrls';

describe('BlobUrls', () => {
  let fetched: string[];
  let live: Set<string>;
  let failing: boolean;
  let blobs: BlobUrls;

  beforeEach(() => {
    fetched = [];
    live = new Set();
    failing = false;
    let made = 0;
    URL.createObjectURL = () => {
      const url = `blob:${++made}`;
      live.add(url);
      return url;
    };
    URL.revokeObjectURL = url => void live.delete(url);
    blobs = new BlobUrls(
      sha256 => {
        fetched.push(sha256);
        return failing
          ? Promise.reject(new Error('404'))
          : Promise.resolve(new Blob(['x']));
      },
      { keep: 2 }
    );
  });

  it('fetches a blob once for all who use it', async () => {
    const one = blobs.use('a');
    const two = blobs.use('a');
    expect(await one.ready).toBe(await two.ready);
    expect(two.url).toBe(await one.ready);
    expect(fetched).toEqual(['a']);
  });

  it('keeps a few that nobody uses, and revokes the oldest of the rest', async () => {
    const urls = new Map<string, string>();
    for (const name of ['a', 'b', 'c']) {
      const use = blobs.use(name);
      urls.set(name, await use.ready);
      use.dispose();
    }
    expect(live.has(urls.get('a')!)).toBe(false);
    expect(live.has(urls.get('b')!)).toBe(true);
    expect(blobs.use('b').url).toBe(urls.get('b'));
    expect(fetched).toEqual(['a', 'b', 'c']);
  });

  it('never revokes what is in use', async () => {
    const held = blobs.use('held');
    const url = await held.ready;
    for (const name of ['a', 'b', 'c', 'd']) {
      const use = blobs.use(name);
      await use.ready;
      use.dispose();
    }
    expect(live.has(url)).toBe(true);
  });

  it('tries again what failed', async () => {
    failing = true;
    await expect(blobs.use('a').ready).rejects.toThrow('404');
    failing = false;
    await expect(blobs.use('a').ready).resolves.toMatch(/^blob:/);
  });

  it('revokes all of them in the end, those on their way too', async () => {
    await blobs.use('a').ready;
    const late = blobs.use('late').ready;
    blobs.dispose();
    await late;
    expect(live.size).toBe(0);
  });

  it('has what to show meanwhile, without a fetch more', () => {
    const standIn = (sha256: string) => (sha256 === 'a' ? 'data:x' : null);
    const small = new BlobUrls(() => new Promise(() => undefined), { standIn });
    expect(small.use('a').standIn).toBe('data:x');
    expect(small.use('b').standIn).toBeNull();
  });
});
