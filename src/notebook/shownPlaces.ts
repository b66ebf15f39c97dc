import { DisposableDelegate, type IDisposable } from '@lumino/disposable';

/**
 * Which of a page's run panels stand, and which of them are to be taken down: those
 * that have been out of sight longest, when there are many. A panel that comes back
 * into sight soon is as the user left it.
 */
export class ShownPlaces {
  /**
   * @param spare - how many panels may stand out of sight
   */
  constructor(private readonly _spare = 8) {}

  /** A panel stands in a place that is in sight. */
  add(place: object, takeDown: () => void): IDisposable {
    this._places.set(place, takeDown);
    return new DisposableDelegate(() => {
      this._places.delete(place);
      this._unseen.delete(place);
    });
  }

  /** A place has come into sight. */
  enter(place: object): void {
    this._unseen.delete(place);
  }

  /** A place has gone out of sight. */
  leave(place: object): void {
    if (!this._places.has(place)) {
      return;
    }
    this._unseen.delete(place);
    this._unseen.add(place);
    for (const oldest of this._unseen) {
      if (this._unseen.size <= this._spare) {
        break;
      }
      const takeDown = this._places.get(oldest);
      this._places.delete(oldest);
      this._unseen.delete(oldest);
      takeDown?.();
    }
  }

  private readonly _places = new Map<object, () => void>();
  /** The longest out of sight first. */
  private readonly _unseen = new Set<object>();
}
