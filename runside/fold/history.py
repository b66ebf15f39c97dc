"""The rows of a run: the union of what all writers logged to a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from runside.fold.paths import leaves, nest
from runside.fold.registers import Assignment
from runside.fold.stamps import living

Json = Any


@dataclass(slots=True)
class _Row:
    cells: dict[str, Assignment] = field(default_factory=dict)
    timestamp: float | None = None


class History:
    """All rows of a run, unsampled. Records may come in any order and repeatedly."""

    def __init__(self) -> None:
        self._rows: dict[int, _Row] = {}
        self._start: tuple[float, str, int, float] | None = None

    def add(self, writer: str, seq: int, record: Mapping[str, Json]) -> None:
        """Take one record in; all kinds but ``log`` and ``run`` leave the rows as they are."""
        if record["kind"] == "run":
            named = (record["t"], writer, seq, record["start"])
            if self._start is None or named < self._start:
                self._start = named
        if record["kind"] != "log":
            return
        t = record["t"]
        row = self._rows.setdefault(record["step"], _Row())
        if not record.get("sync") and (row.timestamp is None or row.timestamp < t):
            row.timestamp = t
        stamp = (t, writer, seq)
        for path, value in leaves(record["data"]):
            present = row.cells.get(path)
            if present is None or present.stamp < stamp:
                row.cells[path] = Assignment(stamp, value)

    def rows(self) -> list[dict[str, Json]]:
        """The rows by ascending step, each with ``_step``, ``_timestamp`` and ``_runtime`` (seconds).

        The latter two are of the row's last record, but for what the user logged under these names.
        """
        return [self._told(step, self._rows[step]) for step in sorted(self._rows)]

    def _told(self, step: int, row: _Row) -> dict[str, Json]:
        shown = living(row.cells, lambda one, other: one.stamp < other.stamp)
        told = nest({path: row.cells[path].value for path in shown})
        told["_step"] = step
        if row.timestamp is not None:
            told.setdefault("_timestamp", row.timestamp)
            if self._start is not None:
                told.setdefault("_runtime", row.timestamp - self._start[3])
        return told
