"""Colours and measures. The picture brings its own white page: the same file is shown on light and on dark ones,
as an image on GitHub, where no style sheet of the page reaches it."""

from __future__ import annotations

PAPER = "#ffffff"
TEXT = "#212121"
QUIET = "#616161"
BORDER = "#e0e0e0"
GRID = "#ececec"
AXIS = "#c4c4c4"

STATES = {"running": "#187c34", "crashed": "#c62828", "killed": "#c62828"}
OTHER_STATE = "#8f8f8f"

FONT = "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"

WIDTH = 928
SIDE = 16
GAP = 10
CARD_HEIGHT = 168
HEADER_HEIGHT = 44
TILES_HEIGHT = 72
SECTION_HEIGHT = 34
ROW_HEIGHT = 20
FOOTER_HEIGHT = 30
INNER = WIDTH - 2 * SIDE
