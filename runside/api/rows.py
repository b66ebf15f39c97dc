"""The rows of a run, out of what its writers logged: the same as :class:`runside.fold.History` tells, as columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from runside.api.journals import WriterRecords
from runside.api.table import Column, Floats, Ints, Values, joined_values
from runside.fold.paths import ancestors


@dataclass(slots=True)
class RunRows:
    """The rows, by ascending step. The ``rows`` of a column are places in ``steps``."""

    steps: Ints
    times: Floats
    """The latest record of each row, in Unix seconds; NaN where it holds only what was synced into it."""
    columns: dict[str, Column]
    """By path, in the order in which they were first logged."""
    start: float | None
    """When the run began, in Unix seconds."""


@dataclass(slots=True)
class _Latest:
    """The latest value of a path in each row, with the places of their records in the order of the run's."""

    rows: Ints
    values: Values
    ranks: Ints


def rows_of(writers: Sequence[WriterRecords]) -> RunRows:
    """Put together what all writers logged."""
    start = _start(writers)
    logging = [writer for writer in writers if len(writer.logs)]
    if not logging:
        nothing = np.empty(0, np.int64)
        return RunRows(nothing, np.empty(0, np.float64), {}, start)
    if len(logging) == 1 and bool(np.all(np.diff(logging[0].logs.step) > 0)):
        # Each record is a row: nothing is in another's way.
        logs = logging[0].logs
        return RunRows(logs.step, np.where(logs.sync, np.nan, logs.t), logs.columns, start)
    return _merged(logging, start)


def _merged(writers: Sequence[WriterRecords], start: float | None) -> RunRows:
    steps, places = np.unique(
        np.concatenate([writer.logs.step for writer in writers]), return_inverse=True
    )
    ranks = _ranks(writers)
    latest = {path: _latest(pieces, places, ranks) for path, pieces in _pieces(writers).items()}
    ordered = sorted(latest, key=lambda path: int(latest[path].ranks.min()))
    relatives = _relatives(latest)
    living = {path: _living(path, relatives[path], latest) for path in ordered}
    columns = {path: column for path, column in living.items() if len(column.rows)}
    return RunRows(steps, _times(writers, places, len(steps)), columns, start)


def _ranks(writers: Sequence[WriterRecords]) -> Ints:
    """For each record its number in the order of the run's records: by t, writer, seq."""
    names = sorted(writer.writer for writer in writers)
    numbers = [np.full(len(w.logs), names.index(w.writer)) for w in writers]
    seqs = np.concatenate([writer.logs.seq for writer in writers])
    times = np.concatenate([writer.logs.t for writer in writers])
    ranks = np.empty(len(seqs), np.int64)
    ranks[np.lexsort((seqs, np.concatenate(numbers), times))] = np.arange(len(seqs))
    return ranks


def _times(writers: Sequence[WriterRecords], places: Ints, length: int) -> Floats:
    told = np.concatenate([~writer.logs.sync for writer in writers])
    times = np.concatenate([writer.logs.t for writer in writers])
    latest = np.full(length, -np.inf)
    np.maximum.at(latest, places[told], times[told])
    return np.where(np.isinf(latest), np.nan, latest)


def _pieces(writers: Sequence[WriterRecords]) -> dict[str, list[Column]]:
    """The columns of each path, with the numbers of their records among those of all writers."""
    pieces: dict[str, list[Column]] = {}
    first = 0
    for writer in writers:
        for path, column in writer.logs.columns.items():
            pieces.setdefault(path, []).append(Column(column.rows + first, column.values))
        first += len(writer.logs)
    return pieces


def _latest(pieces: Sequence[Column], places: Ints, ranks: Ints) -> _Latest:
    records = np.concatenate([piece.rows for piece in pieces])
    values = joined_values([piece.values for piece in pieces])
    rows, order = places[records], ranks[records]
    ascending = np.lexsort((order, rows))
    rows = rows[ascending]
    is_last = np.append(rows[1:] != rows[:-1], True)
    kept = ascending[is_last]
    return _Latest(rows[is_last], values[kept], order[kept])


def _relatives(paths: Iterable[str]) -> dict[str, list[str]]:
    """For each path its ancestors and descendants among the others."""
    relatives: dict[str, list[str]] = {path: [] for path in paths}
    for path in relatives:
        for above in ancestors(path):
            if above in relatives:
                relatives[path].append(above)
                relatives[above].append(path)
    return relatives


def _living(path: str, relatives: Sequence[str], latest: Mapping[str, _Latest]) -> Column:
    """What is left of a path where later values of its relatives have removed it."""
    own = latest[path]
    kept = np.ones(len(own.rows), np.bool_)
    for relative in relatives:
        other = latest[relative]
        _, at, there = np.intersect1d(own.rows, other.rows, assume_unique=True, return_indices=True)
        kept[at[own.ranks[at] < other.ranks[there]]] = False
    return Column(own.rows[kept], own.values[kept])


def _start(writers: Sequence[WriterRecords]) -> float | None:
    """When the run began: what the first of its ``run`` records says."""
    named = [
        (record["t"], writer.writer, seq, record["start"])
        for writer in writers
        for seq, record in writer.others
        if record["kind"] == "run"
    ]
    return min(named)[3] if named else None
