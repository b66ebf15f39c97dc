import {
  type IPictured,
  type ISnapshotOptions,
  bytesInNotebook,
  takeSnapshot
} from '../../model';
import { type ISavedRun, encodeSaved } from '../../protocol';
import { toSvg } from './svg';
import { toText } from './text';

/** What a notebook keeps of a run. */
export interface IPictureOfRun {
  readonly saved: ISavedRun;
  /** For those who draw no bundle of ours. */
  readonly svg: string;
  readonly text: string;
}

/** All of it together, in bytes of the notebook's file. */
export const MOST_BYTES = 100_000;

/** What the rest of the bundle takes at the most. */
const BUNDLE = 1500;

/** What is kept for the drawing before it is known how large it is. */
const DRAWING = 36_000;

/**
 * The picture of a run in as much detail as there is room for.
 *
 * @returns null where there is nothing to be seen
 */
export function composePicture(
  run: IPictured,
  options: Omit<ISnapshotOptions, 'budget'>
): IPictureOfRun | null {
  const first = compose(run, options, DRAWING);
  if (first === null) {
    return null;
  }
  // Most drawings need less: the rest is for the series. More points make the drawing
  // a little larger in turn.
  const needed = drawingBytes(first) * 1.25 + 500;
  const second = needed < DRAWING ? compose(run, options, needed) : null;
  return second !== null && bytesOf(second) <= MOST_BYTES ? second : first;
}

function compose(
  run: IPictured,
  options: Omit<ISnapshotOptions, 'budget'>,
  drawing: number
): IPictureOfRun | null {
  const budget = MOST_BYTES - BUNDLE - drawing;
  const saved = takeSnapshot(run, { ...options, budget });
  return saved && { saved, svg: toSvg(saved), text: toText(saved) };
}

export function bytesOf(picture: IPictureOfRun): number {
  return (
    BUNDLE + bytesInNotebook(encodeSaved(picture.saved)) + drawingBytes(picture)
  );
}

function drawingBytes({ svg, text }: IPictureOfRun): number {
  return bytesInNotebook([svg, text]);
}
