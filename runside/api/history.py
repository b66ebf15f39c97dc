"""The history of a run in the forms that people ask for: sampled or whole, as a DataFrame or as dicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from runside.api.reading import Reading, has_numpy
from runside.errors import UsageError
from runside.fold.paths import escape

if TYPE_CHECKING:
    from runside.api.column_reading import ColumnReading

Json = Any
STEP = "_step"


def history(
    reading: Reading,
    *,
    keys: Sequence[str] | None = None,
    samples: int | None = None,
    x_axis: str = STEP,
    pandas: bool = True,
) -> Any:
    """The rows of a run by step: a ``pandas.DataFrame`` where pandas is installed and wanted, else a list of dicts.

    All rows, unless ``samples`` says how many: these are then spread evenly, the first and the last among them. With
    ``keys`` only the rows that hold all of these, with the values of ``x_axis`` before them. Nested values are under
    their paths, ``a.b``. Raises UsageError.
    """
    if samples is not None and (isinstance(samples, bool) or samples < 1):
        raise UsageError(f"samples is how many rows are wanted, or None for all; not {samples!r}")
    wanted = None if keys is None else list(dict.fromkeys([x_axis, *check_keys(keys)]))
    paths = None if wanted is None else paths_of(reading, wanted)
    if pandas and find_spec("pandas") is not None and has_numpy():
        from runside.api.frame import frame

        return frame(as_columns(reading), paths, wanted, samples)
    rows = list(reading.tell(paths, nested=False))
    sampled = [rows[at] for at in spread(len(rows), samples)] if samples else rows
    return list(_renamed(sampled, paths, wanted))


def scan(
    reading: Reading,
    *,
    keys: Sequence[str] | None = None,
    min_step: int | None = None,
    max_step: int | None = None,
) -> Iterator[dict[str, Json]]:
    """The rows from ``min_step`` up to ``max_step``, without that, one after the other."""
    wanted = None if keys is None else check_keys(keys)
    paths = None if wanted is None else paths_of(reading, wanted)
    last = None if max_step is None else max_step - 1
    yield from _renamed(reading.tell(paths, first=min_step, last=last), paths, wanted)


def spread(length: int, samples: int) -> list[int]:
    """The numbers of ``samples`` of ``length`` rows, evenly spread, with the first and the last; all where they are few."""
    if samples >= length:
        return list(range(length))
    if samples == 1:
        return [length - 1]
    return [round(at * (length - 1) / (samples - 1)) for at in range(samples)]


def check_keys(keys: Sequence[str]) -> list[str]:
    """The keys that were asked for. Raises UsageError where they are no list of texts."""
    if isinstance(keys, str) or not all(isinstance(key, str) for key in keys):
        raise UsageError(f"keys is a list of the names of metrics, as ['loss'], not {keys!r}")
    return list(keys)


def paths_of(reading: Reading, keys: Sequence[str]) -> list[str]:
    """The path of each key: the key itself, or what it is as a single key, where it holds a dot."""
    known = set(reading.paths())
    return [key if key in known or escape(key) not in known else escape(key) for key in keys]


def as_columns(reading: Reading) -> ColumnReading:
    """The reading as one of columns, which it is wherever numpy is installed."""
    from runside.api.column_reading import ColumnReading

    assert isinstance(reading, ColumnReading)
    return reading


def _renamed(
    rows: Iterator[dict[str, Json]] | list[dict[str, Json]],
    paths: Sequence[str] | None,
    keys: Sequence[str] | None,
) -> Iterator[dict[str, Json]]:
    if paths == keys or paths is None or keys is None:
        yield from rows
        return
    names = dict(zip(paths, keys, strict=True))
    for row in rows:
        yield {names[path]: value for path, value in row.items()}
