"""The ``log`` records of a journal file as columns: a value takes 8 bytes of them instead of a dict's hundred."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from runside.fold.paths import escape, flat, nest

Json = Any
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Values = npt.NDArray[Any]
"""float64 where all are floats, int64 where all are integers, else objects: what is read is what was written."""


@dataclass(slots=True)
class Column:
    """What was logged to a path."""

    rows: Ints
    """The numbers of the records that hold it, ascending."""
    values: Values


@dataclass(slots=True)
class LogTable:
    """``log`` records, each a row; the columns of a table are equally long."""

    seq: Ints
    t: Floats
    step: Ints
    commit: Bools
    sync: Bools
    columns: dict[str, Column]
    """By path, in the order in which they were first logged."""

    def __len__(self) -> int:
        return len(self.seq)

    def records(self) -> Iterator[tuple[int, dict[str, Json]]]:
        """(seq, record) of each row, as it was written but for the order of its keys."""
        data: list[dict[str, Json]] = [{} for _ in range(len(self))]
        for path, column in self.columns.items():
            for row, value in zip(column.rows.tolist(), column.values.tolist(), strict=True):
                data[row][path] = value
        for seq, t, step, commit, sync, values in zip(
            self.seq.tolist(),
            self.t.tolist(),
            self.step.tolist(),
            self.commit.tolist(),
            self.sync.tolist(),
            data,
            strict=True,
        ):
            record = {"kind": "log", "t": t, "step": step, "commit": commit, "data": nest(values)}
            yield seq, {**record, "sync": True} if sync else record


class Rows(NamedTuple):
    """Good ``log`` records, field by field."""

    seq: Sequence[int]
    t: list[float]
    step: list[int]
    commit: list[bool]
    sync: list[bool] | None
    """None where none of them is synced."""
    data: list[dict[str, Json]]


class FlatRows(NamedTuple):
    """Good ``log`` records that hold the same keys, each with a number."""

    seq: range
    t: list[float]
    step: list[int]
    commit: bool
    columns: dict[str, list[float] | list[int]]
    """By key."""


@dataclass(slots=True)
class _Pieces:
    """What is known of a path so far."""

    rows: list[Ints] = field(default_factory=list)
    values: list[Values] = field(default_factory=list)

    def column(self) -> Column:
        """All of it; rows of one chunk may have come by the keys that they have."""
        rows: Ints = _joined(self.rows, np.int64)
        values = joined_values(self.values)
        if not bool(np.all(np.diff(rows) > 0)):
            order = np.argsort(rows)
            rows, values = rows[order], values[order]
        return Column(rows, values)


class TableBuilder:
    """Puts records together to a table, a chunk at a time."""

    def __init__(self) -> None:
        self._seq: list[Ints] = []
        self._t: list[Floats] = []
        self._step: list[Ints] = []
        self._commit: list[Bools] = []
        self._sync: list[Bools] = []
        self._length = 0
        self._pieces: dict[str, _Pieces] = {}

    def add(self, rows: Rows) -> None:
        """Append records, by seq. Raises OverflowError for a step beyond 64 bits."""
        if not rows.data:
            return
        numbers = self._add_fields(rows.seq, rows.t, rows.step)
        self._commit.append(np.array(rows.commit, np.bool_))
        synced = np.zeros(len(numbers), np.bool_)
        self._sync.append(synced if rows.sync is None else np.array(rows.sync, np.bool_))
        self._add_alike(rows.data, numbers, nested=True)

    def add_flat(self, rows: FlatRows) -> None:
        """Append records, by seq. Raises OverflowError for a step beyond 64 bits."""
        numbers = self._add_fields(rows.seq, rows.t, rows.step)
        self._commit.append(np.full(len(numbers), rows.commit))
        self._sync.append(np.zeros(len(numbers), np.bool_))
        for key, column in rows.columns.items():
            self._add_piece(escape(key), numbers, column, set(map(type, column)))

    def _add_fields(self, seq: Sequence[int], t: list[float], step: list[int]) -> Ints:
        """Append what each record has; give their numbers."""
        steps = np.array(step, np.int64)
        self._step.append(steps)
        self._t.append(np.array(t, np.float64))
        if isinstance(seq, range):  # which numpy would ask for each
            self._seq.append(np.arange(seq.start, seq.stop, dtype=np.int64))
        else:
            self._seq.append(np.array(seq, np.int64))
        numbers = np.arange(self._length, self._length + len(steps), dtype=np.int64)
        self._length += len(steps)
        return numbers

    def build(self) -> LogTable:
        """Give the table of all that was added."""
        columns = {path: piece.column() for path, piece in self._pieces.items()}
        return LogTable(
            _joined(self._seq, np.int64),
            _joined(self._t, np.float64),
            _joined(self._step, np.int64),
            _joined(self._commit, np.bool_),
            _joined(self._sync, np.bool_),
            columns,
        )

    def _add_alike(self, data: list[dict[str, Json]], numbers: Ints, *, nested: bool) -> None:
        """Append rows, sorted by the keys that they have: each sort is a few columns of equal length.

        With ``nested`` the keys are keys, else they are paths already.
        """
        columns = _columns(data)
        if columns is not None:
            self._add_columns(columns, data, numbers, nested=nested)
            return
        sorts: dict[tuple[str, ...], list[int]] = {}
        for at, row in enumerate(data):
            sorts.setdefault(tuple(row), []).append(at)
        for keys, places in sorts.items():
            rows = [data[at] for at in places]
            columns = {key: [row[key] for row in rows] for key in keys}
            self._add_columns(columns, rows, numbers[places], nested=nested)

    def _add_columns(
        self,
        columns: dict[str, list[Json]],
        data: list[dict[str, Json]],
        numbers: Ints,
        *,
        nested: bool,
    ) -> None:
        kinds = {key: set(map(type, column)) for key, column in columns.items()}
        if nested and any(dict in found for found in kinds.values()):
            self._add_alike([flat(row) for row in data], numbers, nested=False)
            return
        for key, column in columns.items():
            self._add_piece(escape(key) if nested else key, numbers, column, kinds[key])

    def _add_piece(self, path: str, rows: Ints, column: list[Json], kinds: set[type]) -> None:
        piece = self._pieces.setdefault(path, _Pieces())
        piece.rows.append(rows)
        piece.values.append(as_values(column, kinds))


def _columns(data: list[dict[str, Json]]) -> dict[str, list[Json]] | None:
    """The values by key, of rows that all have the same keys; None where they have not."""
    if len(set(map(len, data))) > 1:
        return None
    try:
        return {key: [row[key] for row in data] for key in data[0]}
    except KeyError:
        return None


def as_values(column: list[Json], kinds: set[type]) -> Values:
    """The values as an array that keeps each as it is. ``kinds`` are their types."""
    if kinds == {float}:
        return np.array(column, np.float64)
    if kinds == {int}:
        try:
            return np.array(column, np.int64)
        except OverflowError:
            pass
    values = np.empty(len(column), object)
    for at, value in enumerate(column):  # numpy would look into lists
        values[at] = value
    return values


def _joined(pieces: Sequence[npt.NDArray[Any]], kind: type) -> Any:
    return np.concatenate(pieces) if pieces else np.empty(0, kind)


def joined_values(pieces: Sequence[Values]) -> Values:
    """Pieces of a column, one behind the other, each value as it is: no integer becomes a float."""
    if len({piece.dtype for piece in pieces}) > 1:
        pieces = [piece.astype(object) for piece in pieces]
    return np.concatenate(pieces)


def behind_each_other(tables: Sequence[LogTable]) -> LogTable:
    """The tables of one writer as one, each seq once: after a failed sync two files may hold the same lines."""
    if len(tables) == 1:
        return tables[0]
    pieces: dict[str, _Pieces] = {}
    start = 0
    for table in tables:
        for path, column in table.columns.items():
            piece = pieces.setdefault(path, _Pieces())
            piece.rows.append(column.rows + start)
            piece.values.append(column.values)
        start += len(table)
    joined = LogTable(
        _joined([table.seq for table in tables], np.int64),
        _joined([table.t for table in tables], np.float64),
        _joined([table.step for table in tables], np.int64),
        _joined([table.commit for table in tables], np.bool_),
        _joined([table.sync for table in tables], np.bool_),
        {path: piece.column() for path, piece in pieces.items()},
    )
    if np.all(np.diff(joined.seq) > 0):
        return joined
    _, firsts = np.unique(joined.seq, return_index=True)
    return _rows_of(joined, firsts)


def _rows_of(table: LogTable, numbers: Ints) -> LogTable:
    """Some rows of a table, in the order of ``numbers``."""
    place = np.full(len(table), -1, np.int64)
    place[numbers] = np.arange(len(numbers))
    columns = {}
    for path, column in table.columns.items():
        rows = place[column.rows]
        kept = np.flatnonzero(rows >= 0)
        kept = kept[np.argsort(rows[kept])]
        columns[path] = Column(rows[kept], column.values[kept])
    return LogTable(
        table.seq[numbers],
        table.t[numbers],
        table.step[numbers],
        table.commit[numbers],
        table.sync[numbers],
        columns,
    )


def own(value: Json) -> Json:
    """A value for somebody who may change it: lists and media are copied."""
    return copy.deepcopy(value) if isinstance(value, list | dict) else value
