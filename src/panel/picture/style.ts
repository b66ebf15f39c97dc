/**
 * Colours and measures. The picture brings its own white page: the same file is
 * shown on light and on dark ones, as an image on GitHub, where no style sheet of
 * the page reaches it. `runside/picture/` draws the same in the kernel.
 */

export const PAPER = '#ffffff';
export const TEXT = '#212121';
export const QUIET = '#616161';
export const BORDER = '#e0e0e0';
export const GRID = '#ececec';
export const AXIS = '#c4c4c4';

export const FONT =
  "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";

export const WIDTH = 928;
export const SIDE = 16;
export const GAP = 10;
export const CARD_HEIGHT = 168;
export const HEADER_HEIGHT = 44;
export const TILES_HEIGHT = 72;
export const SECTION_HEIGHT = 34;
export const ROW_HEIGHT = 20;
export const FOOTER_HEIGHT = 30;
export const INNER = WIDTH - 2 * SIDE;
