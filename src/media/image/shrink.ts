/** The longer side of a small picture, in pixels; smaller images keep their size. */
const LARGEST = 160;

/** One that takes more characters is made half as wide. */
const LONGEST = 9000;

/** Losslessly, pictures up to this size look as they did. */
const LONGEST_LOSSLESS = 3000;

/**
 * A small picture of an image, as a `data:` address: drawn anew, so that it holds
 * nothing but its pixels. Null where there is no image to be had.
 */
export async function shrink(
  fetch: () => Promise<Blob>,
  signal: AbortSignal
): Promise<string | null> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(await orAborted(fetch(), signal));
  } catch {
    return null; // It is missing, or of a kind that this browser cannot draw.
  }
  try {
    for (let largest = LARGEST; largest >= LARGEST / 4; largest /= 2) {
      const picture = draw(bitmap, largest);
      if (signal.aborted || picture === null) {
        return null;
      }
      if (picture.length <= LONGEST) {
        return picture;
      }
    }
    return null;
  } finally {
    bitmap.close();
  }
}

function draw(bitmap: ImageBitmap, largest: number): string | null {
  const scale = Math.min(1, largest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (!context) {
    return null;
  }
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const exact = canvas.toDataURL('image/png');
  if (exact.length <= LONGEST_LOSSLESS) {
    return exact;
  }
  // A browser that cannot write this gives a PNG.
  const small = canvas.toDataURL('image/webp', 0.8);
  return small.length < exact.length ? small : exact;
}

function orAborted<T>(wanted: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')));
    wanted.then(resolve, reject);
  });
}
