"""A run as a picture that needs no page of ours: an SVG and a table of text, for notebooks run without a browser.

Pure: what is drawn depends on the :class:`PicturedRun` alone. ``src/panel`` draws the same run in the page, and the
rules that both follow (axes, numbers, sections, headline) stand there and here under the same names.
"""

from .pictured import PicturedRun, Series
from .svg import to_svg
from .text import to_text

__all__ = ["PicturedRun", "Series", "to_svg", "to_text"]
