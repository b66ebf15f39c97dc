import { type IFrame, pixelX, pixelY } from './frame';

/** What is shown of one point: where it is, and what is said of it. */
export interface IMark {
  /** Where the line across the chart is. */
  readonly x: number;
  /** The point itself; null where there is none near. */
  readonly point: { readonly x: number; readonly value: number } | null;
  readonly colour: string;
  /** A line above the value, where the pointer is; null elsewhere. */
  readonly head: string | null;
  readonly value: string;
}

/** How far a text keeps from the line, in pixels. */
const GAP = 8;

/**
 * What lies over a chart while somebody points into one of the panel: a line across it,
 * a dot on the point, and a card that says what it is. It has no elements at other times.
 */
export class HoverLayer {
  /** @param node - the chart's element */
  constructor(private readonly _node: HTMLElement) {}

  show(frame: IFrame, mark: IMark): void {
    this._parts ??= addParts(this._node);
    const { line, dot, card, head, value } = this._parts;
    const x = pixelX(frame, mark.x);
    line.style.transform = `translateX(${x}px)`;
    line.style.top = `${frame.top}px`;
    line.style.height = `${frame.height}px`;
    const { point } = mark;
    const isDotted = point !== null && isWithin(frame, point);
    dot.hidden = !isDotted;
    if (isDotted) {
      const y = pixelY(frame, point.value);
      dot.style.transform = `translate(${pixelX(frame, point.x)}px, ${y}px)`;
      dot.style.backgroundColor = mark.colour;
    }
    card.hidden = point === null;
    card.dataset.pointed = String(mark.head !== null);
    head.textContent = mark.head;
    value.textContent = mark.value;
    value.style.setProperty('--runside-swatch', mark.colour);
    if (point) {
      // Where the line is not.
      const isLow = point.value > (frame.y[0] + frame.y[1]) / 2;
      const top = frame.top + (isLow ? frame.height : 0);
      card.style.transform = `translate(${this._cardX(frame, x, mark, card)}, ${
        isLow ? `calc(${top}px - 100%)` : `${top}px`
      })`;
    }
  }

  /** Beside the line. Only the card of the chart that is pointed at is measured. */
  private _cardX(
    { left, width }: IFrame,
    x: number,
    { head }: IMark,
    card: HTMLElement
  ): string {
    if (head === null) {
      return x < left + width / 2
        ? `${x + GAP}px`
        : `calc(${x - GAP}px - 100%)`;
    }
    const { offsetWidth } = card;
    const isRight = x + GAP + offsetWidth <= this._node.clientWidth;
    return `${isRight ? x + GAP : Math.max(0, x - GAP - offsetWidth)}px`;
  }

  hide(): void {
    this._parts?.all.remove();
    this._parts = null;
  }

  private _parts: IParts | null = null;
}

/** The box that is being drawn over a chart. */
export class BoxLayer {
  constructor(private readonly _node: HTMLElement) {}

  /** In pixels. */
  show(left: number, top: number, width: number, height: number): void {
    this._box ??= add(this._node, 'jp-Runside-zoomBox');
    const { style } = this._box;
    style.transform = `translate(${left}px, ${top}px)`;
    style.width = `${width}px`;
    style.height = `${height}px`;
  }

  hide(): void {
    this._box?.remove();
    this._box = null;
  }

  private _box: HTMLElement | null = null;
}

interface IParts {
  readonly all: HTMLElement;
  readonly line: HTMLElement;
  readonly dot: HTMLElement;
  readonly card: HTMLElement;
  readonly head: HTMLElement;
  readonly value: HTMLElement;
}

function addParts(node: HTMLElement): IParts {
  const all = add(node, 'jp-Runside-hover');
  const line = add(all, 'jp-Runside-hoverLine');
  const dot = add(all, 'jp-Runside-hoverDot');
  const card = add(all, 'jp-Runside-hoverCard');
  const head = add(card, 'jp-Runside-hoverHead');
  const value = add(card, 'jp-Runside-hoverValue');
  return { all, line, dot, card, head, value };
}

function add(parent: HTMLElement, name: string): HTMLElement {
  const node = document.createElement('div');
  node.className = name;
  return parent.appendChild(node);
}

function isWithin(
  { x: [left, right], y: [low, high] }: IFrame,
  { x, value }: { x: number; value: number }
): boolean {
  return x >= left && x <= right && value >= low && value <= high;
}
