"""The registers of a key, out of columns: the same as :class:`runside.fold.FoldState` gets record by record."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from runside.api.journals import WriterRecords
from runside.api.table import Bools, Column, Ints, LogTable, Values, joined_values
from runside.fold.registers import KeyRegisters, Logged
from runside.fold.stamps import Stamp
from runside.fold.statistics import Statistics
from runside.fold.visit import Visit

Json = Any


class Visits(NamedTuple):
    """The visits of a writer."""

    numbers: Ints
    """For each row of its table the number of its visit."""
    open: int | None
    """The visit that is still open."""


def visits_of(writer: WriterRecords) -> Visits:
    """Number the visits of a writer that has logged.

    A row below its highest step is a visit of its own. The others begin one where the step changes, or where the row
    before closed its visit, or the writer finished since.
    """
    logs = writer.logs
    highest = np.maximum.accumulate(logs.step)
    numbers = np.arange(len(logs), 2 * len(logs), dtype=np.int64)
    main = np.flatnonzero(logs.step == highest)
    steps, commits = logs.step[main], logs.commit[main]
    ends = [seq for seq, record in writer.others if record["kind"] == "finish"]
    finishes = np.searchsorted(np.array(ends, np.int64), logs.seq[main])
    begins = np.ones(len(main), np.int64)
    begins[1:] = (np.diff(steps) != 0) | commits[:-1] | (np.diff(finishes) != 0)
    numbers[main] = np.cumsum(begins)
    is_open = not commits[-1] and finishes[-1] == len(ends)
    return Visits(numbers, int(numbers[main[-1]]) if is_open else None)


def open_visit(writer: WriterRecords, visits: Visits) -> dict[str, Json] | None:
    """The visit that is still open, as a fold state tells it."""
    if visits.open is None:
        return None
    logs = writer.logs
    visit = Visit(int(logs.step[visits.numbers == visits.open][0]))
    for path, column in logs.columns.items():
        at = np.flatnonzero(visits.numbers[column.rows] == visits.open)
        if len(at):
            row = int(column.rows[at[-1]])
            visit.write(_stamp(writer.writer, logs, row), {path: _value(column, int(at[-1]))})
    return visit.to_json()


def of_key(
    path: str, writers: Sequence[WriterRecords], visits: Mapping[str, Visits]
) -> KeyRegisters | None:
    """What was logged to a path; None where that is nothing."""
    registers = KeyRegisters()
    observed: list[Values] = []
    for writer in writers:
        column = writer.logs.columns.get(path)
        if column is None:
            continue
        _log_highest(registers, writer, column)
        kept = _observations(column, visits[writer.writer])
        if len(kept):
            _log_first(registers, writer, column, kept)
            observed.append(column.values[kept])
    if registers.highest is None:
        return None
    if observed:
        registers.statistics = statistics_of(joined_values(observed))
    return registers


def statistics_of(values: Values) -> Statistics:
    """Count values, as :meth:`Statistics.observe` counts each of them."""
    if values.dtype == object:
        return _one_by_one(values)
    finite = values[np.isfinite(values)] if values.dtype == np.float64 else values
    if not len(finite):
        return Statistics()
    listed = finite.tolist()
    try:
        total = math.fsum(listed)
    except OverflowError:
        return _one_by_one(values)
    least, greatest = finite.min().item(), finite.max().item()
    if values.dtype == np.float64:  # of the two zeros the lesser and the greater
        signs = np.signbit(finite[finite == 0])
        least = -0.0 if least == 0 and bool(signs.any()) else least
        greatest = 0.0 if greatest == 0 and not bool(signs.all()) else greatest
    return Statistics(len(listed), least, greatest, total)


def _one_by_one(values: Values) -> Statistics:
    counted = Statistics()
    for value in values.tolist():
        counted.observe(value)
    return counted


def _log_highest(registers: KeyRegisters, writer: WriterRecords, column: Column) -> None:
    """Take the value of the highest step, and of the rows of that the latest; a null is none."""
    logs = writer.logs
    there = np.flatnonzero(_is_value(column.values))
    if not len(there):
        return
    steps = logs.step[column.rows[there]]
    top = there[steps == steps.max()]
    at = int(top[_order(logs, column.rows[top])[-1]])
    row = int(column.rows[at])
    registers.log(int(logs.step[row]), _stamp(writer.writer, logs, row), _value(column, at))


def _log_first(registers: KeyRegisters, writer: WriterRecords, column: Column, kept: Ints) -> None:
    """Take the earliest of the observations."""
    logs = writer.logs
    at = int(kept[_order(logs, column.rows[kept])[0]])
    row = int(column.rows[at])
    stamp = _stamp(writer.writer, logs, row)
    if registers.first is None or stamp < registers.first.stamp:
        registers.first = Logged(int(logs.step[row]), stamp, _value(column, at))


def _observations(column: Column, visits: Visits) -> Ints:
    """The places in a column of what each visit that has ended left of it; a null is nothing."""
    numbers = visits.numbers[column.rows]
    if bool(np.all(np.diff(numbers) > 0)):
        last = np.arange(len(numbers))
    else:
        order = np.argsort(numbers, kind="stable")
        last = order[np.append(np.diff(numbers[order]) != 0, True)]
    kept = last[_is_value(column.values[last])]
    return kept if visits.open is None else kept[numbers[kept] != visits.open]


def _is_value(values: Values) -> Bools:
    if values.dtype == object:
        return np.array([value is not None for value in values], np.bool_)
    return np.ones(len(values), np.bool_)


def _order(logs: LogTable, rows: Ints) -> Ints:
    """The places in ``rows`` by time and seq."""
    times = logs.t[rows]
    if bool(np.all(np.diff(times) >= 0)):
        return np.arange(len(rows))
    return np.lexsort((logs.seq[rows], times))


def _stamp(writer: str, logs: LogTable, row: int) -> Stamp:
    return (float(logs.t[row]), writer, int(logs.seq[row]))


def _value(column: Column, at: int) -> Json:
    value = column.values[at]
    return value if column.values.dtype == object else value.item()
