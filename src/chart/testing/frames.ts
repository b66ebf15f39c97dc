/**
 * Animation frames by hand.
 */
export class Frames {
  readonly schedule = (callback: () => void): void => {
    this._callbacks.push(callback);
  };

  get pending(): number {
    return this._callbacks.length;
  }

  /** One frame, and all that it leads to before the next. */
  async next(): Promise<void> {
    this._callbacks.splice(0).forEach(callback => callback());
    await settled();
  }

  private _callbacks: (() => void)[] = [];
}

/** All promises that are settled have been heard. */
export function settled(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 0));
}
