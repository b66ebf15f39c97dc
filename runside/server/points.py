"""The points of one series: which of the values logged to a step counts.

``protocol/README.md``, "Rows": for each path the value with the greatest stamp (t, writer, seq)
counts in a step, and it counts only if no relative of the path, and no value of another type, has
a greater stamp there. Pure.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Stamp = tuple[float, str, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some numbers that one writer logged to one path, in the order of seq.

    ``steps`` and ``seqs`` are int64 (``array('q')``), ``times`` (Unix seconds) and ``values``
    float64 (``array('d')``), all of the same length. ``ascending`` says that each step is known to be above the one
    before it.
    """

    writer: str
    steps: array[int]
    times: array[float]
    seqs: array[int]
    values: array[float]
    ascending: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A series: strictly increasing steps, with the time (Unix seconds) and the value of each."""

    steps: array[int]
    times: array[float]
    values: array[float]

    def __len__(self) -> int:
        return len(self.steps)

    def take(self, indexes: Sequence[int]) -> Points:
        """The points at these places, in this order."""
        return Points(
            array("q", map(self.steps.__getitem__, indexes)),
            array("d", map(self.times.__getitem__, indexes)),
            array("d", map(self.values.__getitem__, indexes)),
        )


def resolve(pieces: Iterable[Piece], shadows: Mapping[int, Stamp] | None = None) -> Points:
    """One point for each step out of what all writers logged.

    ``shadows`` gives for a step the greatest stamp at which something else took the place of this
    path: a relative of it, or a value that is not a number.
    """
    # Written by (writer, seq), so that a stable sort by time is the order of stamps.
    ordered = sorted(pieces, key=lambda piece: (piece.writer, piece.seqs[0]))
    steps, times, seqs, values = array("q"), array("d"), array("q"), array("d")
    for piece in ordered:
        steps += piece.steps
        times += piece.times
        seqs += piece.seqs
        values += piece.values
    points = Points(steps, times, values)
    if not shadows and _are_ascending(ordered):
        return points
    writers = [piece.writer for piece in ordered for _ in range(len(piece.steps))]
    by_stamp: Sequence[int] = range(len(steps))
    if len(set(writers)) > 1:
        by_stamp = sorted(by_stamp, key=times.__getitem__)
    # A dict keeps the last index of each step: the one with the greatest stamp.
    counting = dict(zip(map(steps.__getitem__, by_stamp), by_stamp, strict=True))
    for step, stamp in (shadows or {}).items():
        index = counting.get(step)
        if index is not None and (times[index], writers[index], seqs[index]) < stamp:
            del counting[step]
    return points.take([counting[step] for step in sorted(counting)])


def _are_ascending(pieces: Sequence[Piece]) -> bool:
    return all(piece.ascending for piece in pieces) and all(
        one.steps[-1] < other.steps[0] for one, other in pairwise(pieces)
    )
