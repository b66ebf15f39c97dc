import { shrink, takeThumbnails } from '../media';
import type { RunModel } from '../model';
import { composePicture, type IPictureOfRun } from '../panel/picture';
import { wholeRun } from './wholeRun';

/** How many characters of the picture images may have. */
const THUMBNAILS = 26_000;

/** How long to wait for the images, in ms. */
const IMAGES = 10_000;

/**
 * The picture of a run, with all of it that can be had in a while.
 *
 * @param blob - the bytes of an image, by SHA-256
 * @param patience - how long to wait for what is not here, in ms
 * @returns null where nothing is known of the run
 */
export async function takePicture(
  model: RunModel,
  blob: (sha256: string) => Promise<Blob>,
  patience: number,
  signal: AbortSignal
): Promise<IPictureOfRun | null> {
  const held = await wholeRun(model, patience, signal);
  const late = AbortSignal.timeout(IMAGES);
  try {
    const small = (sha256: string) => shrink(() => blob(sha256), late);
    const images = await takeThumbnails(model, small, THUMBNAILS, late);
    return composePicture(model, { t: Date.now() / 1000, ...images });
  } finally {
    held.dispose();
  }
}
