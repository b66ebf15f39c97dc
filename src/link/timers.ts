/**
 * Time, as the links see it; tests give their own.
 */
export interface ITimers {
  /** Milliseconds since some moment. */
  now(): number;
  /** Call back once, after so many milliseconds. Returns what `clear` takes. */
  set(callback: () => void, delay: number): unknown;
  clear(timer: unknown): void;
  /** A number in [0, 1). */
  random(): number;
}

export const realTimers: ITimers = {
  now: () => performance.now(),
  set: (callback, delay) => setTimeout(callback, delay),
  clear: timer => clearTimeout(timer as ReturnType<typeof setTimeout>),
  random: () => Math.random()
};

/**
 * One thing to be done later: starting it again while it waits changes nothing.
 */
export class Delay {
  constructor(
    private readonly _timers: ITimers,
    private readonly _callback: () => void
  ) {}

  get isWaiting(): boolean {
    return this._timer !== null;
  }

  start(delay: number): void {
    if (this._timer !== null) {
      return;
    }
    const timer = this._timers.set(() => {
      this._timer = null;
      this._callback();
    }, delay);
    this._timer = { timer };
  }

  stop(): void {
    if (this._timer !== null) {
      this._timers.clear(this._timer.timer);
      this._timer = null;
    }
  }

  private _timer: { timer: unknown } | null = null;
}

/**
 * Growing waits between attempts: each up to twice the last, with jitter, so
 * that pages do not come back to a restarted server all at once.
 */
export class Backoff {
  constructor(
    private readonly _timers: ITimers,
    private readonly _least: number,
    private readonly _most: number
  ) {}

  /** How long to wait before the next attempt, in milliseconds. */
  next(): number {
    const longest = Math.min(this._most, this._least * 2 ** this._attempts);
    this._attempts += 1;
    return longest * (0.5 + 0.5 * this._timers.random());
  }

  reset(): void {
    this._attempts = 0;
  }

  private _attempts = 0;
}
