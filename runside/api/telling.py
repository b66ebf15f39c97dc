"""The rows of a run as people take them: columns with their step and times, and dicts, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from runside.api.rows import RunRows
from runside.api.table import Column, Ints, joined_values, own
from runside.fold.paths import split_path

Json = Any

STEP, TIMESTAMP, RUNTIME = "_step", "_timestamp", "_runtime"
_PAGE = 4096
"""Rows that are dicts at the same time."""


def with_times(rows: RunRows) -> dict[str, Column]:
    """All columns: ``_step``, what was logged, and ``_timestamp`` and ``_runtime`` where the user logged no such keys."""
    every = np.arange(len(rows.steps), dtype=np.int64)
    columns = {STEP: Column(every, rows.steps)}
    columns.update((p, column) for p, column in rows.columns.items() if _key(p) != STEP)
    stamped = np.flatnonzero(~np.isnan(rows.times))
    times = rows.times[stamped]
    _add(columns, TIMESTAMP, Column(stamped, times))
    if rows.start is not None:
        _add(columns, RUNTIME, Column(stamped, times - rows.start))
    return columns


def tell(
    columns: Mapping[str, Column], chosen: Ints, *, nested: bool = True
) -> Iterator[dict[str, Json]]:
    """The rows of these numbers, which ascend, as dicts.

    ``nested`` makes trees of paths, as they were logged; else each path is a key.
    """
    setters = {path: _setter(path, nested) for path in columns}
    for begin in range(0, len(chosen), _PAGE):
        page = chosen[begin : begin + _PAGE]
        told: list[dict[str, Json]] = [{} for _ in range(len(page))]
        for path, column in columns.items():
            put = setters[path]
            for place, value in zip(*_of_page(column, page), strict=True):
                put(told[place], value)
        yield from told


def _of_page(column: Column, page: Ints) -> tuple[list[int], list[Json]]:
    """Where on a page a column has values, and which."""
    first, last = np.searchsorted(column.rows, (page[0], page[-1] + 1))
    rows, values = column.rows[first:last], column.values[first:last]
    places = np.searchsorted(page, rows)
    if len(page) <= page[-1] - page[0]:  # there are rows between those of the page
        there = page[places] == rows
        places, values = places[there], values[there]
    told = values.tolist()
    if values.dtype == object:
        told = list(map(own, told))
    return places.tolist(), told


def _setter(path: str, nested: bool) -> Callable[[dict[str, Json], Json], None]:
    *outer, last = split_path(path) if nested else [path]

    def put(row: dict[str, Json], value: Json) -> None:
        for key in outer:
            row = row.setdefault(key, {})
        row[last] = value

    return put


def _add(columns: dict[str, Column], path: str, told: Column) -> None:
    """Add a column last, and leave the rows out where the user logged something under that key."""
    own = [column.rows for other, column in columns.items() if _key(other) == path]
    if own:
        kept = np.flatnonzero(~np.isin(told.rows, np.concatenate(own)))
        told = Column(told.rows[kept], told.values[kept])
    logged = columns.pop(path, None)
    if logged is not None:
        rows = np.concatenate((logged.rows, told.rows))
        order = np.argsort(rows)
        told = Column(rows[order], joined_values((logged.values, told.values))[order])
    if len(told.rows):
        columns[path] = told


def _key(path: str) -> str:
    """The outermost key of a path."""
    return split_path(path)[0]
