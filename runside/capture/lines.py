"""The text of one stream as records have it: whole lines, and now and then how far the present one is.

The texts of a stream, put together, are what a terminal would show: one that does not end in a newline is a line that
goes on, in the next text, or is written over by it where that begins with a carriage return.
"""

from __future__ import annotations

from collections.abc import Iterator

from runside.capture.screen import Screen

LONGEST = 1 << 16
"""Characters of one record's text; a longer line goes on in the next."""

BAR_EVERY = 10.0
"""Seconds between two states that are kept of a line that is not done, as a progress bar's."""


class Lines:
    """Makes texts for records of what a stream is given."""

    def __init__(self) -> None:
        self._screen = Screen()
        self._told = ""
        """What has been given of the line that is not done."""
        self._stood = False
        """Whether that line was there at the last turn already."""
        self._told_at = float("-inf")

    def take(self, text: str, now: float) -> Iterator[str]:
        """Give the texts for a turn in which `text` was printed. ``now`` counts seconds."""
        done = self._screen.write(text)
        yield from self._finished(done)
        line = self._screen.line
        if len(line) > LONGEST:
            yield from self._state()
            self._screen.cut()
            self._told = ""
        elif line and self._stood and now >= self._told_at + BAR_EVERY:
            self._told_at = now
            yield from self._state()
        self._stood = bool(line)

    def left_out(self, count: int) -> str:
        """Give, after `end`, the line that says that others were printed and are not kept."""
        newline = "\n" if self._told else ""
        self._screen.cut()
        self._told = ""
        lines = "1 line is" if count == 1 else f"{count} lines are"
        return (
            f"{newline}[runside: {lines} left out here, printed faster than they could be kept]\n"
        )

    def end(self) -> Iterator[str]:
        """Give the rest, also of a line that is not done."""
        yield from self._finished(self._screen.end())
        yield from self._state()

    def _finished(self, done: str) -> Iterator[str]:
        if done:
            yield from _pieces(self._onward(done))
            self._told = ""
            self._told_at = float("-inf")

    def _state(self) -> Iterator[str]:
        line = self._screen.line
        if line != self._told:
            yield from _pieces(self._onward(line))
            self._told = line

    def _onward(self, text: str) -> str:
        """The text without what of its beginning is known, or from the beginning of the line."""
        if text.startswith(self._told):
            return text[len(self._told) :]
        return "\r" + text


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that are not too long, cut behind lines where there are any."""
    start = 0
    while start < len(text):
        end = start + LONGEST
        if end < len(text):
            end = text.rfind("\n", start, end) + 1 or end
        yield text[start:end]
        start = end
