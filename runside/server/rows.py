"""What a run logged to one path, out of a snapshot of the index."""

from __future__ import annotations

from collections.abc import Iterable

from runside.server.points import Points, Stamp, resolve
from runside.server.store import Snapshot, Value


def numbers(
    index: Snapshot, uid: str, path: str, first: int | None = None, last: int | None = None
) -> Points:
    """The points of a series, at the steps first..last."""
    others = _Stamps()
    others.add_values(index.values(uid, path))
    _add_relatives(others, index, uid, path)
    return resolve(index.pieces(uid, path, first, last), others.latest)


def values(index: Snapshot, uid: str, path: str) -> list[Value]:
    """What is not a number: for each step the value that counts, by step."""
    others = _Stamps()
    others.add_numbers(index, uid, path)
    _add_relatives(others, index, uid, path)
    counting: dict[int, Value] = {}
    for value in index.values(uid, path):
        counting[value.step] = value  # they come by step and stamp
    return [
        value
        for step, value in counting.items()
        if others.latest.get(step, _NEVER) < (value.t, value.writer, value.seq)
    ]


_NEVER: Stamp = (float("-inf"), "", 0)


class _Stamps:
    """For each step the greatest stamp of some values."""

    def __init__(self) -> None:
        self.latest: dict[int, Stamp] = {}

    def add_values(self, found: Iterable[Value]) -> None:
        for value in found:
            self._add(value.step, (value.t, value.writer, value.seq))

    def add_numbers(self, index: Snapshot, uid: str, path: str) -> None:
        for piece in index.pieces(uid, path):
            for step, t, seq in zip(piece.steps, piece.times, piece.seqs, strict=True):
                self._add(step, (t, piece.writer, seq))

    def _add(self, step: int, stamp: Stamp) -> None:
        if self.latest.get(step, _NEVER) < stamp:
            self.latest[step] = stamp


def _add_relatives(stamps: _Stamps, index: Snapshot, uid: str, path: str) -> None:
    for relative in index.relatives(uid, path):
        stamps.add_values(index.values(uid, relative))
        stamps.add_numbers(index, uid, relative)
