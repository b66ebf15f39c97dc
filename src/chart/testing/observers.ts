/**
 * The page's observers by hand: jsdom has no layout, and so none of its own.
 */
export class Observers {
  /** Take the place of the page's observers. */
  static install(): Observers {
    const observers = new Observers();
    const make = (set: Set<Observer>) =>
      class extends Observer {
        constructor(callback: Callback) {
          super(callback);
          set.add(this);
        }
      };
    Object.assign(globalThis, {
      IntersectionObserver: make(observers._sight),
      ResizeObserver: make(observers._size)
    });
    return observers;
  }

  /** Scroll an element into sight, or out of it. */
  see(element: Element, isIntersecting: boolean): void {
    tell(this._sight, element, { target: element, isIntersecting });
  }

  seeAll(isIntersecting = true): void {
    for (const observer of this._sight) {
      for (const element of [...observer.elements]) {
        this.see(element, isIntersecting);
      }
    }
  }

  resize(element: Element): void {
    tell(this._size, element, { target: element });
  }

  /** How many elements are observed. */
  get count(): number {
    let all = 0;
    for (const observer of [...this._sight, ...this._size]) {
      all += observer.elements.size;
    }
    return all;
  }

  private _sight = new Set<Observer>();
  private _size = new Set<Observer>();
}

type Callback = (entries: object[]) => void;

class Observer {
  constructor(readonly callback: Callback) {}

  readonly elements = new Set<Element>();

  observe(element: Element): void {
    this.elements.add(element);
  }

  unobserve(element: Element): void {
    this.elements.delete(element);
  }

  disconnect(): void {
    this.elements.clear();
  }
}

function tell(set: Set<Observer>, element: Element, entry: object): void {
  for (const observer of set) {
    if (observer.elements.has(element)) {
      observer.callback([entry]);
    }
  }
}
