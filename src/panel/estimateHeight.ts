import type { IKeyInfo } from '../model';
import { arrange } from './arrangement';
import { type ILayout, STANDARD } from './layout';

/** The measures of `style/tokens.css` and `style/board.css`, in pixels. */
const FRAME = 40 + 71 + 41 + 28 + 2;
const SECTION = 38;
const CARD = 168;
const GAP = 10;
const SIDES = 2 * 12;
const LEAST_CARD = 260;
/** Where somebody has said how many columns there are. */
const NARROWEST_CARD = 130;
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
  width: number,
  layout: ILayout = STANDARD
): number {
  if (keys.length === 0) {
    return FRAME + SECTION + CARD + GAP;
  }
  const least = layout.columns === null ? LEAST_CARD : NARROWEST_CARD;
  const room = Math.floor((width - SIDES + GAP) / (least + GAP));
  const columns = Math.max(1, Math.min(layout.columns ?? Infinity, room));
  const { sections } = arrange(keys, layout);
  return sections.reduce((height, { name, keys }) => {
    if (layout.folded.includes(name)) {
      return height + SECTION + GAP;
    }
    const images = keys.filter(({ kind }) => kind === 'image').length;
    const rows = Math.ceil((keys.length - images) / columns);
    return height + SECTION + rows * (CARD + GAP) + images * (IMAGES + GAP);
  }, FRAME);
}
