"""What could not be written yet: a bounded amount of lines in memory."""

from __future__ import annotations

from collections import deque
from typing import Any, NamedTuple

from .format import loads
from .segment import Block

SOFT_LIMIT = 32 << 20
"""Bytes of lines beyond which media, then system metrics, then console lines are let go."""

HARD_LIMIT = 128 << 20
"""Bytes of lines beyond which rows are let go too; all else is kept in any case."""

_MEDIA, _SYSTEM, _CONSOLE, _ROW, _KEPT = range(5)
_RANKS = {
    "blob": _MEDIA,
    "file": _MEDIA,
    "artifact": _MEDIA,
    "system": _SYSTEM,
    "console": _CONSOLE,
    "log": _ROW,
}


class Held(NamedTuple):
    """A line that waits."""

    seq: int
    line: bytes


class Backlog:
    """Lines in the order of their seqs, and the ranges of those that were let go."""

    def __init__(self, soft_limit: int = SOFT_LIMIT, hard_limit: int = HARD_LIMIT) -> None:
        self.dropped = 0
        """How many lines were let go, all told."""
        self._soft = soft_limit
        self._hard = hard_limit
        self.lines: deque[Held] = deque()
        """What waits, for others to look at."""
        self._bytes = 0
        self._check_at = soft_limit
        self._lost: list[tuple[int, int]] = []
        self._newest = 0

    def add(self, first: int, lines: bytes) -> None:
        """Put whole lines, from seq `first` on, behind all others; those put before are skipped."""
        for held in _split(first, lines):
            if held.seq > self._newest:
                self.lines.append(held)
                self._newest = held.seq
                self._bytes += len(held.line)
        if self._bytes > self._check_at:
            self._shed()

    def put_back(self, blocks: list[Block]) -> None:
        """Put whole lines before all others."""
        for first, _, lines in sorted(blocks, reverse=True):
            self.lines.extendleft(reversed(_split(first, lines)))
            self._bytes += len(lines)

    def peek(self, most: int) -> list[Held]:
        """Give the first lines, about `most` bytes of them, and leave them here."""
        lines: list[Held] = []
        size = 0
        for held in self.lines:
            size += len(held.line)
            if lines and size > most:
                break
            lines.append(held)
        return lines

    def take(self, count: int) -> None:
        """Forget the first `count` lines: they are on disk."""
        for _ in range(count):
            self._bytes -= len(self.lines.popleft().line)
        if not self.lines:
            self._check_at = self._soft

    def lose(self, first: int, last: int) -> None:
        """Note that first..last are lost."""
        self.dropped += last - first + 1
        self._lost.append((first, last))

    @property
    def has_lost(self) -> bool:
        """Whether there are lost ranges to tell of."""
        return bool(self._lost)

    def take_lost(self) -> list[tuple[int, int]]:
        """Give the lost ranges, joined and in order, and forget them."""
        joined: list[tuple[int, int]] = []
        for first, last in sorted(self._lost):
            if joined and first <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        self._lost = []
        return joined

    def _shed(self) -> None:
        """Let go the least needed, oldest first, until a tenth of the room is free."""
        ranks = [_rank(held.line) for held in self.lines]
        gone: set[int] = set()
        left = self._bytes
        for rank in range(_KEPT):
            goal = 0.9 * (self._hard if rank == _ROW else self._soft)
            if rank == _ROW and left <= self._hard:
                break
            for held, its_rank in zip(self.lines, ranks, strict=True):
                if left <= goal:
                    break
                if its_rank == rank:
                    gone.add(held.seq)
                    left -= len(held.line)
        for seq in sorted(gone):
            self.lose(seq, seq)
        self.lines = deque(held for held in self.lines if held.seq not in gone)
        self._bytes = left
        # What stays may be all that must; the next look comes after another tenth.
        self._check_at = max(self._soft, left + self._soft // 10)


def _split(first: int, lines: bytes) -> list[Held]:
    return [Held(n, line + b"\n") for n, line in enumerate(lines.split(b"\n")[:-1], first)]


def _rank(line: bytes) -> int:
    try:
        record = loads(line.split(b" ", 3)[3])
    except (IndexError, ValueError):
        return _KEPT
    rank = _RANKS.get(str(record.get("kind")), _KEPT)
    if rank == _ROW and _is_only_media(record.get("data")):
        return _MEDIA
    return rank


def _is_only_media(value: Any) -> bool:
    """Say whether every leaf of a row is a medium, so that no number goes with it."""
    if not isinstance(value, dict) or not value:
        return False
    return isinstance(value.get("_type"), str) or all(map(_is_only_media, value.values()))
