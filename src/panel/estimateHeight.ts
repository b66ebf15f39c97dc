import type { IKeyInfo } from '../model';
import { intoSections } from './sections';

/** The measures of `style/tokens.css` and `style/board.css`, in pixels. */
const FRAME = 40 + 71 + 28 + 2;
const SECTION = 38;
const CARD = 168;
const GAP = 10;
const SIDES = 2 * 12;
const LEAST_CARD = 260;
/** A card of images is as high as they are; this is one row of small ones. */
const IMAGES = 176;

/**
 * About how high the panel of a run with these keys is, so that its place can be kept
 * before it is drawn.
 *
 * @param width - of the panel, in pixels
 */
export function estimateHeight(
  keys: readonly IKeyInfo[],
  width: number
): number {
  const columns = Math.max(
    1,
    Math.floor((width - SIDES + GAP) / (LEAST_CARD + GAP))
  );
  if (keys.length === 0) {
    return FRAME + SECTION + CARD + GAP;
  }
  return intoSections(keys).reduce((height, section) => {
    const images = section.keys.filter(({ kind }) => kind === 'image').length;
    const rows = Math.ceil((section.keys.length - images) / columns);
    return height + SECTION + rows * (CARD + GAP) + images * (IMAGES + GAP);
  }, FRAME);
}
