"""One series of many runs, for a chart that compares them."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, NamedTuple

from runside.fold import part_of, plain_summary
from runside.journal.format import decode_value, encode_value
from runside.server import rows, series
from runside.server.store import Snapshot, StoredRun

Json = Any

Version = tuple[Mapping[str, int], int]

MOST_BYTES_KEPT = 32 << 20
"""Bytes of columns that are kept: 1,000 series of 1,300 points."""


class _Compared(NamedTuple):
    version: Version
    head: dict[str, Json]
    columns: bytes


class Comparing:
    """Gives series of many runs, and keeps what it gave: most runs on a board have ended. May be asked by several
    threads.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, int | None], _Compared] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def series(self, index: Snapshot, runs: list[StoredRun], key: str, points: int | None) -> bytes:
        """Binary columns of those of the runs that have numbers under this key."""
        compared = [self._of(index, run, key, points) for run in runs]
        return series.encode_told({}, [(c.head, c.columns) for c in compared if c.head["of"]])

    def _of(self, index: Snapshot, run: StoredRun, key: str, points: int | None) -> _Compared:
        place = (run.uid, key, points)
        with self._lock:
            kept = self._kept.get(place)
            if kept is not None and kept.version == _version(run):
                self._kept.move_to_end(place)
                return kept
        made = _compared(index, run, key, points)
        with self._lock:
            self._keep(place, made)
        return made

    def _keep(self, place: tuple[str, str, int | None], made: _Compared) -> None:
        before = self._kept.pop(place, None)
        self._kept[place] = made
        self._bytes += len(made.columns) - (len(before.columns) if before else 0)
        while self._bytes > MOST_BYTES_KEPT and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= len(oldest.columns)


def _version(run: StoredRun) -> Version:
    """What changes whenever a record of the run is folded: also one that comes after it was given up as lost."""
    return run.cursors, run.facts.get("gaps", 0)


def _compared(index: Snapshot, run: StoredRun, key: str, points: int | None) -> _Compared:
    whole = rows.numbers(index, run.uid, key)
    drawn = whole if points is None else series.reduce(whole, points)
    head: dict[str, Json] = {
        "run": run.uid,
        "key": key,
        "points": len(drawn),
        "of": len(whole),
        "summary": _summary(index, run.uid, key) if whole else None,
    }
    return _Compared(_version(run), head, series.columns(drawn))


def _summary(index: Snapshot, uid: str, key: str) -> Json:
    """The headline of a key, encoded. Of the fold state only what that depends on is decoded."""
    fold = index.fold(uid)
    if fold is None:
        return None
    part = part_of(json.loads(fold), "$" + key if key.startswith("$") else key)
    return encode_value(plain_summary(decode_value(part), key))
