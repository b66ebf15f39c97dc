import type { INeed } from '../model';

/** Addresses should stay below 8 kB: so many keys, and characters of them. */
const MOST_KEYS = 200;
const MOST_LENGTH = 4000;

/** Needs of the same width, as many as fit into one request. */
export function* batches<T extends Pick<INeed, 'path' | 'pixelColumns'>>(
  needs: readonly T[]
): Generator<T[]> {
  let batch: T[] = [];
  let length = 0;
  const sorted = [...needs].sort(
    (one, other) => one.pixelColumns - other.pixelColumns
  );
  for (const need of sorted) {
    const size = encodeURIComponent(need.path).length;
    const isOther = batch[0]?.pixelColumns !== need.pixelColumns;
    const isFull = batch.length === MOST_KEYS || length + size > MOST_LENGTH;
    if (batch.length > 0 && (isOther || isFull)) {
      yield batch;
      batch = [];
      length = 0;
    }
    batch.push(need);
    length += size;
  }
  if (batch.length > 0) {
    yield batch;
  }
}
