import * as net from 'net';

/** A port of this machine that nothing listens on. */
export function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = net.createServer();
    server.listen(0, 'localhost', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/**
 * Wait until something answers at an address, whatever it says.
 *
 * @param log - the file that says why nothing did
 */
export async function answering(url: string, log: string): Promise<void> {
  const end = Date.now() + 60_000;
  for (;;) {
    try {
      await fetch(url);
      return;
    } catch {
      if (Date.now() > end) {
        throw new Error(`nothing answers at ${url}: see ${log}`);
      }
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
