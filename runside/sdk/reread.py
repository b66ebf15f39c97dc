"""What a run's journal holds, read back for its picture: whole where that is quick, else evenly sampled.

Measured, as time of one core (2 cores, Python 3.11, 1 to 200 numbers a line): reading whole takes 35 to 60 ms for each
MiB, so at most 0.5 s for 8 MiB; a sample of any journal 0.4 to 0.6 s, of which the search for 256 places is a third;
drawing 0.05 to 0.2 s. Of the fold only the summary is wanted, and that depends on few records; folding all of them costs
0.6 s more for 8 MiB. It is done where `define_metric` asked for statistics, which depend on all; of a sample, where
nobody can tell them, the summary is plain.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from runside.fold import FoldState, leaves
from runside.fold.metric_rules import STATISTICS, operations
from runside.journal import JournalReader, RunFolder, last_seq, loads, read_lines, writers
from runside.picture import Series

WHOLE = 8 << 20
"""Bytes of a journal up to which all of it is read."""

_SAMPLE = WHOLE // 2
"""Bytes that are read of a longer one, about."""

_PLACES = 256
"""In how many places of a longer one lines are read."""

_FOLDED = frozenset({"run", "config", "summary", "edit", "metric", "exception", "gap", "finish"})

Json = Any


class Reread(NamedTuple):
    """What was read."""

    series: dict[str, Series]
    """All numbers by path, in the order in which the paths were first logged."""
    fold: FoldState
    """The registers that name, summary, step and state of the run depend on."""
    sampled: bool
    """Whether not all lines were read."""


class _Read(NamedTuple):
    """A record and its place. They compare by stamp."""

    t: float
    writer: str
    seq: int
    record: Mapping[str, Json]

    @property
    def stamp(self) -> tuple[float, str, int]:
        return (self.t, self.writer, self.seq)


def reread(folder: RunFolder) -> Reread:
    """Read the journals of all writers of a run. Raises OSError or JournalError where that cannot be."""
    sizes = {writer: _size(folder, writer) for writer in writers(folder.path)}
    total = sum(sizes.values())
    sampled = total > WHOLE
    streams = [
        _sample(folder, writer, size, size / total) if sampled else _all(folder, writer)
        for writer, size in sizes.items()
    ]
    # The later record of a step counts, whoever wrote it.
    merged = streams[0] if len(streams) == 1 else heapq.merge(*streams, key=lambda r: r.stamp)
    points: dict[str, dict[int, float]] = {}
    highest: dict[str, tuple[int, _Read]] = {}
    folded: dict[tuple[str, int], Mapping[str, Json]] = {}
    for read in merged:
        record = read.record
        if record["kind"] == "log":
            _take(read, points, highest)
        elif record["kind"] in _FOLDED:
            folded[read.writer, read.seq] = record
    series = {path: _series(values) for path, values in points.items()}
    if not sampled and any(_asked_of(record) & STATISTICS for record in folded.values()):
        return Reread(series, _fold_all(folder), sampled)
    folded |= {(read.writer, read.seq): read.record for _, read in highest.values()}
    return Reread(series, _fold(folder.uid, folded), sampled)


def _take(
    read: _Read, points: dict[str, dict[int, float]], highest: dict[str, tuple[int, _Read]]
) -> None:
    """Take a row's numbers, and note for each path whether this is the row that its summary is of."""
    step = read.record["step"]
    for path, value in leaves(read.record["data"]):
        if value is None:
            continue
        present = highest.get(path)
        if present is None or step >= present[0]:
            highest[path] = (step, read)
        kind = type(value)
        if kind is float or kind is int:
            points.setdefault(path, {})[step] = value if kind is float else _float(value)


def _float(value: int) -> float:
    try:
        return float(value)
    except OverflowError:  # beyond all floats
        return math.inf if value > 0 else -math.inf


def _series(values: dict[int, float]) -> Series:
    steps = sorted(values)
    return Series(steps, [values[step] for step in steps])


def _asked_of(record: Mapping[str, Json]) -> frozenset[str]:
    """The operations that a definition asks of a summary; of other records none."""
    asked = record.get("summary") if record["kind"] == "metric" else None
    return operations(asked) if isinstance(asked, str) else frozenset()


def _fold_all(folder: RunFolder) -> FoldState:
    fold = FoldState(folder.uid)
    for writer in writers(folder.path):
        for read in _all(folder, writer):
            fold.add(read.writer, read.seq, read.record)
    for writer, missing in fold.waiting.items():
        for first, last in missing:
            fold.lose(writer, first, last)
    return fold


def _fold(uid: str, records: Mapping[tuple[str, int], Mapping[str, Json]]) -> FoldState:
    """The state of these records, as if no others had been written, and without statistics."""
    fold = FoldState(uid)
    for writer, seq in sorted(records):
        before = fold.cursors.get(writer, 0) + 1
        if before < seq:
            fold.lose(writer, before, seq - 1)
        record = records[writer, seq]
        if asked := _asked_of(record):
            record = {**record, "summary": ",".join(asked - STATISTICS)}
        fold.add(writer, seq, record)
    return fold


def _all(folder: RunFolder, writer: str) -> Iterator[_Read]:
    reader = JournalReader(folder.path, writer, uid=folder.uid)
    while lines := reader.read():
        for line in lines:
            yield _read(writer, line.seq, line.payload)


def _sample(folder: RunFolder, writer: str, size: int, share: float) -> Iterator[_Read]:
    """Lines from evenly spaced places of a writer's journal, the first and the last among them."""
    last = last_seq(folder.path, writer, uid=folder.uid)
    mean = size / max(last, 1)
    places = max(2, min(int(_PLACES * share), int(_SAMPLE * share / mean)))
    lines = max(1, int(_SAMPLE * share / places / mean))
    done = 0
    for place in range(places):
        first = max(done + 1, 1 + place * max(last - lines, 0) // (places - 1))
        for line in read_lines(folder.path, writer, first, first + lines - 1, uid=folder.uid):
            done = line.seq
            yield _read(writer, line.seq, line.payload)


def _read(writer: str, seq: int, payload: bytes) -> _Read:
    record = loads(payload)
    return _Read(record["t"], writer, seq, record)


def _size(folder: RunFolder, writer: str) -> int:
    files = folder.journal.glob(f"{writer}-{'[0-9]' * 6}.log")
    return sum(file.stat().st_size for file in files)
