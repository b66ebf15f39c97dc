"""Listening to what is printed: to the text that `sys.stdout` and `sys.stderr` are given, and to nothing below them."""

from __future__ import annotations

import sys
from collections import deque
from threading import get_ident
from typing import Any

STREAMS = ("stdout", "stderr")
MOST_WAITING = 8 << 20
"""Characters that wait to be kept; beyond them lines are counted and left out."""


class Heard:
    """What was printed and is not kept yet. Printing neither waits for it nor fails because of it.

    There is no lock: one would cost as much as a print, and a signal handler that prints in the middle of another print
    would wait for itself. So threads that print at once may miscount what waits by a little.
    """

    def __init__(self) -> None:
        self.on = True
        """Whether to listen; afterwards what is printed only passes."""
        self.deaf_to: int | None = None
        """The thread that keeps what is heard: what it prints itself is not heard."""
        self.size = 0
        """Characters that wait."""
        self._texts: deque[tuple[str, str]] = deque()
        self._left_out = dict.fromkeys(STREAMS, 0)

    def hear(self, stream: str, text: Any) -> None:
        """Take note of a text that went to a stream."""
        if get_ident() == self.deaf_to or not isinstance(text, str):
            return
        if self.size > MOST_WAITING:
            self._left_out[stream] += text.count("\n")
            return
        self.size += len(text)
        self._texts.append((stream, text))

    def take(self) -> tuple[dict[str, str], dict[str, int]]:
        """Give what waits: the text of each stream, and how many lines of each were left out behind it."""
        texts: dict[str, list[str]] = {stream: [] for stream in STREAMS}
        taken = 0
        for _ in range(len(self._texts)):
            try:
                stream, text = self._texts.popleft()
            except IndexError:  # a signal handler took them in between
                break
            texts[stream].append(text)
            taken += len(text)
        self.size = max(0, self.size - taken) if self._texts else 0
        left_out = {stream: count for stream, count in self._left_out.items() if count}
        for stream, count in left_out.items():
            self._left_out[stream] -= count
        return {stream: "".join(parts) for stream, parts in texts.items()}, left_out


class Wrapped:
    """One stream whose `write` is ours.

    The stream itself stays where it is, with all that it can do, so that those who hold it already (handlers of
    `logging`, progress bars) are heard too. What is written to its buffer or its file descriptor is not.
    """

    def __init__(self, name: str, stream: Any, heard: Heard) -> None:
        """Put our `write` before the stream's. Raises AttributeError or TypeError where it takes none."""
        self._stream = stream
        write, hear = stream.write, heard.hear

        def heard_write(text: Any) -> Any:
            written = write(text)
            if heard.on:
                hear(name, text)
            return written

        self._write = heard_write
        stream.write = heard_write

    def restore(self) -> None:
        """Take our `write` away, unless somebody put another before it meanwhile: then it only passes on."""
        if vars(self._stream).get("write") is self._write:
            del self._stream.write


class Echoed:
    """A stream of ipykernel, heard by the echo that it is made to have.

    Its `write` is not for us: IPython puts one of its own there for each cell, and what it found there back behind it.
    """

    def __init__(self, name: str, stream: Any, heard: Heard) -> None:
        """Be the stream's echo; one that it has goes on to be one. Raises AttributeError where it can have none."""
        self._name = name
        self._stream = stream
        self._heard = heard
        self._before = stream.echo
        stream.echo = self

    def write(self, text: str) -> int:
        """Hear what is written to the stream."""
        if self._before is not None:
            self._before.write(text)
        if self._heard.on:
            self._heard.hear(self._name, text)
        return len(text)

    def flush(self) -> None:
        """Hand on that the stream is flushed."""
        if self._before is not None:
            self._before.flush()

    def restore(self) -> None:
        """Be the echo no more, unless somebody else is meanwhile."""
        if self._stream.echo is self:
            self._stream.echo = self._before


def wrap(heard: Heard) -> list[Wrapped | Echoed]:
    """Listen to those of the two streams that can be listened to."""
    wrapped: list[Wrapped | Echoed] = []
    for name in STREAMS:
        stream = getattr(sys, name)
        if name == "stderr" and stream is sys.stdout:
            continue
        try:
            kind = Echoed if hasattr(stream, "pub_thread") else Wrapped
            wrapped.append(kind(name, stream, heard))
        except (AttributeError, TypeError):
            continue  # there is none, as in a program without a terminal, or it is of stone
    return wrapped
