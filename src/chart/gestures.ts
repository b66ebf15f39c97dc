import { DisposableDelegate, type IDisposable } from '@lumino/disposable';

/** A place in a chart's element, in pixels from its upper left corner. */
export interface IPixel {
  readonly x: number;
  readonly y: number;
}

/** What somebody does to a chart with a pointer or with keys. */
export interface IGestures {
  /** The pointer is here. */
  onPoint(at: IPixel): void;
  /** The keys are the chart's from now on. */
  onFocus(): void;
  /** The pointer has left, or Escape was pressed. */
  onLeave(): void;
  /** A box is being drawn; null when it is given up. */
  onDraw(box: IBox | null): void;
  /** It has been drawn. */
  onBox(box: IBox): void;
  /** Show so many times less of it, with what is at this place still there. */
  onScale(factor: number, at: IPixel | null): void;
  onReset(): void;
  /** Go on by so many points; to an end of the line where that is infinite. */
  onMove(points: number): void;
}

/** Two corners. */
export interface IBox {
  readonly from: IPixel;
  readonly to: IPixel;
}

/** A pointer that moves less than this while it is down has clicked. */
const LEAST_DRAG = 4;

/** What a press of + shows less. */
const KEY_FACTOR = 2;

/** How much less is shown for each pixel that a wheel turns. */
const WHEEL_RATE = 0.004;

/** Pixels of one line, and of one page, where a wheel counts in those. */
const WHEEL_UNITS = [1, 16, 400];

/** How many points the arrows go with Shift. */
const FAR = 10;

/** Hear what is done to a chart. */
export function listen(node: HTMLElement, gestures: IGestures): IDisposable {
  const stop = new AbortController();
  const { signal } = stop;
  const at = (event: MouseEvent): IPixel => {
    const { left, top } = node.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  let from: IPixel | null = null;
  let isDrawing = false;
  const giveUp = () => {
    if (isDrawing) {
      gestures.onDraw(null);
    }
    from = null;
    isDrawing = false;
  };

  node.addEventListener(
    'pointerdown',
    event => {
      if (event.button === 0 && !event.ctrlKey) {
        from = at(event);
      }
    },
    { signal }
  );
  node.addEventListener(
    'pointermove',
    event => {
      const to = at(event);
      if (from === null || (event.buttons & 1) === 0) {
        giveUp();
        gestures.onPoint(to);
        return;
      }
      if (!isDrawing && distance(from, to) >= LEAST_DRAG) {
        isDrawing = true;
        // Beyond the chart too.
        node.setPointerCapture(event.pointerId);
        gestures.onLeave();
      }
      if (isDrawing) {
        gestures.onDraw({ from, to });
      }
    },
    { signal }
  );
  node.addEventListener(
    'pointerup',
    event => {
      const box = from && isDrawing ? { from, to: at(event) } : null;
      giveUp();
      if (box) {
        gestures.onBox(box);
      }
    },
    { signal }
  );
  node.addEventListener('pointercancel', giveUp, { signal });
  node.addEventListener(
    'pointerleave',
    () => {
      if (!isDrawing) {
        gestures.onLeave();
      }
    },
    { signal }
  );
  node.addEventListener('dblclick', () => gestures.onReset(), { signal });
  node.addEventListener(
    'wheel',
    event => {
      if (event.ctrlKey || event.metaKey) {
        // Neither the page nor the browser's own zoom.
        event.preventDefault();
        event.stopPropagation();
        const turned = event.deltaY * WHEEL_UNITS[event.deltaMode];
        gestures.onScale(Math.exp(-turned * WHEEL_RATE), at(event));
      }
    },
    { signal, passive: false }
  );
  node.addEventListener(
    'keydown',
    event => {
      if (event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (event.key === 'Escape' && isDrawing) {
        giveUp();
      } else if (!press(event, gestures)) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    },
    { signal }
  );
  node.addEventListener('focus', () => gestures.onFocus(), { signal });
  node.addEventListener('blur', () => gestures.onLeave(), { signal });
  return new DisposableDelegate(() => stop.abort());
}

/** @returns whether the key means anything */
function press({ key, shiftKey }: KeyboardEvent, to: IGestures): boolean {
  const points = shiftKey ? FAR : 1;
  switch (key) {
    case 'ArrowLeft':
      to.onMove(-points);
      return true;
    case 'ArrowRight':
      to.onMove(points);
      return true;
    case 'Home':
      to.onMove(-Infinity);
      return true;
    case 'End':
      to.onMove(Infinity);
      return true;
    case '+':
    case '=':
      to.onScale(KEY_FACTOR, null);
      return true;
    case '-':
    case '_':
      to.onScale(1 / KEY_FACTOR, null);
      return true;
    case '0':
      to.onReset();
      return true;
    case 'Escape':
      to.onLeave();
      return true;
    default:
      return false;
  }
}

function distance(one: IPixel, other: IPixel): number {
  return Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y));
}
