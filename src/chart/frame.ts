import type { Range } from './points';

/**
 * Where the data of a drawn chart lies in its element, so that pixels can be told from
 * places and back without asking what draws it.
 */
export interface IFrame {
  /** The upper left corner of the data and its size, in pixels. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** What the axes show. */
  readonly x: Range;
  readonly y: Range;
  /** What the horizontal axis shows when nothing is zoomed. */
  readonly whole: Range;
}

/** In pixels from the left edge of the element. */
export function pixelX({ left, width, x: [low, high] }: IFrame, x: number) {
  return left + ((x - low) / (high - low)) * width;
}

/** In pixels from the upper edge of the element. */
export function pixelY({ top, height, y: [low, high] }: IFrame, y: number) {
  return top + ((high - y) / (high - low)) * height;
}

/** The place at so many pixels from the left edge; within the data. */
export function placeX(frame: IFrame, pixel: number): number {
  const { left, width, x } = frame;
  const [low, high] = x;
  return low + clamp((pixel - left) / width) * (high - low);
}

/** The value at so many pixels from the upper edge; within the data. */
export function placeY(frame: IFrame, pixel: number): number {
  const { top, height, y } = frame;
  const [low, high] = y;
  return high - clamp((pixel - top) / height) * (high - low);
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
