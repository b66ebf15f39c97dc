/**
 * The locks of a browser, which jsdom lacks: exclusive ones, in the order in which
 * they were asked for.
 */
export class FakeLocks {
  /** For each name those who hold it and wait for it. */
  readonly queues = new Map<string, object[]>();

  get manager(): LockManager {
    return this as unknown as LockManager;
  }

  async request(
    name: string,
    { signal }: { signal?: AbortSignal },
    callback: () => Promise<void>
  ): Promise<void> {
    const queue = this.queues.get(name) ?? [];
    this.queues.set(name, queue);
    const mine = {};
    queue.push(mine);
    const leave = () => queue.splice(queue.indexOf(mine), 1);
    while (queue[0] !== mine) {
      await new Promise(resolve => setTimeout(resolve));
      if (signal?.aborted) {
        leave();
        throw new DOMException('The request was aborted', 'AbortError');
      }
    }
    try {
      await callback();
    } finally {
      leave();
    }
  }
}
