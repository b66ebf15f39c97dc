import { type RunModel, kindOf } from '../../model';
import { readBatch } from './batch';

export interface IThumbnails {
  /** By SHA-256, as `data:` addresses. */
  thumbnails: ReadonlyMap<string, string>;
  /** How many image cards have none. */
  unpictured: number;
}

/** Of one card at the most. */
const MOST_OF_CARD = 16;

/**
 * Small pictures of the latest images of each card: one for each card first, and
 * then more of those that show several, as long as there is room.
 *
 * @param picture - a small picture of an image, by SHA-256; null where there is none
 * @param budget - how many characters all of them may have
 * @param signal - aborted: those that are there are enough
 */
export async function takeThumbnails(
  run: Pick<RunModel, 'keys' | 'values'>,
  picture: (sha256: string) => Promise<string | null>,
  budget: number,
  signal: AbortSignal
): Promise<IThumbnails> {
  const cards = latestImages(run);
  const thumbnails = new Map<string, string>();
  let left = budget;
  let unpictured = 0;
  for (let round = 0; round < MOST_OF_CARD; round++) {
    for (const images of cards) {
      const sha256 = images[round];
      if (sha256 === undefined || thumbnails.has(sha256)) {
        continue;
      }
      const small = signal.aborted ? null : await picture(sha256);
      if (small !== null && small.length <= left) {
        left -= small.length;
        thumbnails.set(sha256, small);
      } else if (round === 0) {
        unpictured += 1;
      }
    }
  }
  return { thumbnails, unpictured };
}

/** For each image card the hashes of its latest images. */
function latestImages(run: Pick<RunModel, 'keys' | 'values'>): string[][] {
  return run
    .keys()
    .filter(({ kind }) => kind === 'image')
    .map(({ path }) => {
      const latest = run
        .values(path)
        .filter(({ value }) => kindOf(value) === 'image')
        .at(-1);
      return (readBatch(latest?.value)?.images ?? []).flatMap(({ sha256 }) =>
        sha256 === null ? [] : [sha256]
      );
    });
}
