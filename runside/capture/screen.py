"""What a terminal would show of a text, and the lines of it that are done.

Progress bars write over their line again and again, by carriage returns, and those below another by going up a line.
What is kept is what was left standing.
"""

from __future__ import annotations

import re

_MOVE = re.compile(r"(\n|\r|\x1b\[[0-9]*A)")
_UP = re.compile(r"\x1b\[[0-9]*A")
_MOST_ROWS = 200
"""Lines that are held at most because something may go up to them."""


class Screen:
    """The last lines of one stream: those that may still be written over."""

    def __init__(self) -> None:
        self._rows = [""]
        self._row = 0
        """The line that is written to, of those that are held."""
        self._column = 0
        self._goes_up = False
        self._above = 0
        """How many lines stood above the present one at the end of the last text."""

    @property
    def line(self) -> str:
        """The first line that is not done, as it stands."""
        return self._rows[0]

    def write(self, text: str) -> str:
        """Take what was printed; give the lines that are done, each with its newline."""
        if self._is_at_end() and "\r" not in text and not _UP.search(text):
            done, newline, rest = (self._rows[0] + text).rpartition("\n")
            self._rows[0], self._column = rest, len(rest)
            return done + newline
        for part in _MOVE.split(text):
            self._move(part) if _MOVE.fullmatch(part) else self._put(part)
        done_rows = self._row
        if self._goes_up:
            # The text may end while a bar below another is drawn: the other is not done for that.
            done_rows = max(min(self._row, self._above), len(self._rows) - _MOST_ROWS)
        done = self._take(done_rows)
        self._above = self._row
        return done

    def end(self) -> str:
        """The lines that are held, but for the last; nothing is written over them any more."""
        return self._take(len(self._rows) - 1)

    def cut(self) -> None:
        """Forget the first line that is not done: what is printed next begins a line."""
        self._rows[0] = ""
        if self._row == 0:
            self._column = 0

    def _is_at_end(self) -> bool:
        return len(self._rows) == 1 and self._column == len(self._rows[0])

    def _move(self, part: str) -> None:
        if part == "\n":
            self._row += 1
            if self._row == len(self._rows):
                self._rows.append("")
        elif part != "\r":
            self._goes_up = True
            self._row = max(0, self._row - int(part[2:-1] or 1))
            self._column = min(self._column, len(self._rows[self._row]))
            return
        self._column = 0

    def _put(self, text: str) -> None:
        row, column = self._rows[self._row], self._column
        end = column + len(text)
        # Colours take no room, so that columns cannot be counted: what is written anew ends the line.
        behind = "" if "\x1b" in row or "\x1b" in text else row[end:]
        self._rows[self._row] = row[:column] + text + behind
        self._column = end

    def _take(self, count: int) -> str:
        if count <= 0:
            return ""
        done, self._rows = self._rows[:count], self._rows[count:]
        self._row = max(0, self._row - count)
        return "".join(f"{row}\n" for row in done)
