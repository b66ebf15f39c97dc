"""The new lines of one writer, on their way to the pages."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from runside.journal import RunFolder

MOST_HELD = 256 * 1024
"""Bytes of lines that wait for the next message. What comes beyond is told as ``behind``, and pages take it from the
Jupyter server."""

LEAST_HELD = 16 * 1024
"""The same for a run that goes on faster than that: most of it comes from the Jupyter server anyway, and each line here
costs the kernel, the Jupyter server and the page on the way."""


@dataclass(frozen=True)
class FollowedRun:
    """A run of this kernel, as pages know it."""

    folder: RunFolder
    name: str


class Batch(NamedTuple):
    """A range of seqs: with its lines, or, where ``lines`` is None, those that were too many."""

    first: int
    last: int
    lines: bytes | None


class Feed:
    """Takes lines from the training thread and gives them to the pump.

    No lock: one thread at a time appends (the journal's writer sees to it), one takes away, and each counter has one
    thread that changes it. A seq that was not held shows as a jump in the seqs.
    """

    def __init__(self, run: FollowedRun, writer: str, wake: Callable[[], None]) -> None:
        self.run = run
        self.writer = writer
        self.last = 0
        """The last seq that was written."""
        self.finished = False
        """Whether nothing more will be written."""
        self._wake = wake
        self._lines: deque[tuple[int, bytes]] = deque()
        self._room = MOST_HELD
        """Bytes that may be held now."""
        self._given = 0
        self._taken = 0
        self._told = 0
        """The last seq that was given to the pump, as a line or as too many."""

    def on_line(self, seq: int, line: bytes) -> None:
        """Take a line that was written; it is held or left out, and nothing is waited for."""
        size = len(line)
        held = self._given - self._taken
        if held + size <= self._room or (held == 0 and size <= MOST_HELD):
            self._lines.append((seq, line))
            self._given += size
        self.last = seq
        self._wake()

    def finish(self) -> None:
        """Nothing more will be written."""
        self.finished = True

    @property
    def pending(self) -> bool:
        """Whether there is something that was not given to the pump."""
        return self.last > self._told

    def take(self) -> Batch | None:
        """What is to be sent next, None where there is nothing new."""
        # Read first: what is held up to it is then seen below. What comes meanwhile is for the next
        # message, else a tight loop would fill one as fast as it is made.
        last = self.last
        lines: list[bytes] = []
        first = self._told + 1
        while self._told < last and self._lines and self._lines[0][0] == self._told + 1:
            self._told, line = self._lines.popleft()
            self._taken += len(line)
            lines.append(line)
        if lines:
            if self._told >= last:
                self._room = min(2 * self._room, MOST_HELD)
            return Batch(first, self._told, b"".join(lines))
        left_out = self._lines[0][0] - 1 if self._lines else last
        if left_out > self._told:
            self._told = left_out
            self._room = max(self._room // 2, LEAST_HELD)
            return Batch(first, left_out, None)
        return None
