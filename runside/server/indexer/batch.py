"""Folded records as the columns and values that the index stores."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping
from typing import Any

from runside.fold.paths import leaves
from runside.journal.format import encode_value
from runside.server.store import Chunk, KeyCount, Value

Json = Any


class Batch:
    """What a stretch of a run's journals adds to the index."""

    def __init__(self) -> None:
        self.chunks: dict[str, Chunk] = {}
        self.values: list[Value] = []

    def add(self, writer: str, seq: int, record: Mapping[str, Json]) -> None:
        """Take in a record that was folded. Only rows have columns: other kinds are in the fold
        state alone.
        """
        if record["kind"] != "log":
            return
        step, t = record["step"], record["t"]
        numbers: list[tuple[str, float]] = []
        for path, value in leaves(record["data"]):
            kind = type(value)
            if kind is float:
                numbers.append((path, value))
            elif kind is int:
                numbers.append((path, _to_float(value)))
            else:
                encoded = json.dumps(encode_value(value), separators=(",", ":")).encode()
                self.values.append(Value(path, step, t, writer, seq, encoded))
        if numbers:
            chunk = self.chunks.get(writer)
            if chunk is None:
                chunk = self.chunks[writer] = Chunk()
            chunk.append(step, t, seq, numbers)

    def counts(self) -> dict[str, KeyCount]:
        """For each path what came to it, in the order of the first value of each."""
        counts: dict[str, KeyCount] = {}
        for chunk in self.chunks.values():
            for path, column in chunk.columns.items():
                if len(column.rows) == len(chunk):
                    steps = chunk.steps
                else:
                    steps = array("q", map(chunk.steps.__getitem__, column.rows))
                n = len(steps)
                _count(counts, path, KeyCount(n, n, min(steps), max(steps)))
        for value in self.values:
            _count(counts, value.path, KeyCount(1, 0, value.step, value.step))
        return counts


def _count(counts: dict[str, KeyCount], path: str, more: KeyCount) -> None:
    before = counts.get(path)
    counts[path] = more if before is None else before + more


def _to_float(value: int) -> float:
    """An integer as it is drawn; beyond the floats it is infinite."""
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")
