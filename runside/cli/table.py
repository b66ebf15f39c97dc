"""Tables of text for people and for `cut`: columns in line, nothing drawn around them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """The rows below their heads; ``right`` has the numbers of the columns that end in line."""
    lines = [list(map(plain, row)) for row in (heads, *rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    told = []
    for line in lines:
        cells = [
            " " * (width - _width(cell)) + cell
            if at in right
            else cell + " " * (width - _width(cell))
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        told.append("  ".join(cells).rstrip())
    return "\n".join(told)


def plain(text: str) -> str:
    """The text without what would move the cursor or colour the terminal: names are other people's."""
    return "".join(c if c.isprintable() else "�" for c in text)


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
