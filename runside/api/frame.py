"""Rows as a ``pandas.DataFrame``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from runside.api.column_reading import ColumnReading
from runside.api.history import spread
from runside.api.table import Column, Ints, Values, own

if TYPE_CHECKING:
    import pandas

_EXACT = 2**53
_NUMBERS = {int, float, type(None)}


def frame(
    reading: ColumnReading,
    paths: Sequence[str] | None,
    names: Sequence[str] | None,
    samples: int | None,
) -> pandas.DataFrame:
    """The rows that hold all ``paths`` (without them: all rows), in columns of these ``names``.

    A column of numbers is float64, with NaN where a row lacks it, or int64 where all rows have an integer. All else, and
    integers beyond 2^53 beside a missing one, are objects, with None.
    """
    import pandas

    chosen, columns = reading.choose(paths)
    if samples is not None:
        chosen = chosen[spread(len(chosen), samples)]
    titles = columns if names is None else names
    data = {
        title: _filled(column, chosen)
        for title, column in zip(titles, columns.values(), strict=True)
    }
    return pandas.DataFrame(data, index=pandas.RangeIndex(len(chosen)), copy=False)


def _filled(column: Column, chosen: Ints) -> Values:
    """The values of the chosen rows, with nothing where they have none."""
    rows = column.rows
    values = _numbers(column.values) if column.values.dtype == object else column.values
    if len(rows) == len(chosen) and np.array_equal(rows, chosen):
        return _own(values)
    places = np.searchsorted(rows, chosen)
    places[places == len(rows)] = 0
    there = rows[places] == chosen if len(rows) else np.zeros(len(chosen), np.bool_)
    if bool(there.all()):
        return _own(values[places])
    if values.dtype == np.int64 and np.abs(values).max(initial=0) > _EXACT:
        values = values.astype(object)
    kind = object if values.dtype == object else np.float64
    filled: Values = np.full(len(chosen), None if kind is object else np.nan, kind)
    filled[there] = _own(values[places[there]])
    return filled


def _own(values: Values) -> Values:
    """A copy for somebody who may change it."""
    copied: Values = values.copy()
    if values.dtype == object:
        for at, value in enumerate(copied):
            copied[at] = own(value)
    return copied


def _numbers(values: Values) -> Values:
    """Integers, floats and nothing as floats, where they are nothing else and lose nothing; else the values."""
    kinds = set(map(type, values))
    if not kinds & {int, float} or not kinds <= _NUMBERS:
        return values
    if any(type(value) is int and abs(value) > _EXACT for value in values):
        return values
    return values.astype(np.float64)
