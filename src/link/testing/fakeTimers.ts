import type { ITimers } from '../timers';

/**
 * Time that passes when a test says so.
 */
export class FakeTimers implements ITimers {
  now(): number {
    return this._now;
  }

  random(): number {
    return 0.5;
  }

  set(callback: () => void, delay: number): unknown {
    const timer = { at: this._now + delay, callback };
    this._timers.add(timer);
    return timer;
  }

  clear(timer: unknown): void {
    this._timers.delete(timer as ITimer);
  }

  /** How many callbacks wait. */
  get waiting(): number {
    return this._timers.size;
  }

  /** Let time pass, with all that happens in it. */
  async pass(duration: number): Promise<void> {
    const end = this._now + duration;
    for (;;) {
      await settled();
      const [next] = Array.from(this._timers)
        .filter(({ at }) => at <= end)
        .sort((one, other) => one.at - other.at);
      if (next === undefined) {
        break;
      }
      this._now = Math.max(this._now, next.at);
      this._timers.delete(next);
      next.callback();
    }
    this._now = end;
  }

  private readonly _timers = new Set<ITimer>();
  private _now = 0;
}

interface ITimer {
  at: number;
  callback: () => void;
}

/** All promises that wait for nothing but each other have come to their ends. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    await Promise.resolve();
  }
}

/** More promises than any chain of the links has, by far. */
const MOST_TURNS = 200;
