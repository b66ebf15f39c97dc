"""A run as a file that other programs read: JSON, lines of JSON, CSV or Parquet.

JSON is ``{"run": {...}, "config": {...}, "summary": {...}, "history": [{"_step": 0, ...}, ...]}``. Its history, and each
line of ``jsonl``, are the rows as they were logged, unsampled, with media as their descriptors. What JSON does not have
is written as the protocol writes it: NaN and infinities as ``{"$number": "NaN"}``, integers beyond 2^53 as
``{"$int": "…"}``, and a key of the user's that begins with ``$`` with one more.

CSV and Parquet have a column for each path, ``a.b`` for what was nested, in the order in which they were first logged.
In CSV a number is as Python writes it (``nan``, ``inf``), a text itself, nothing is empty, and all else is JSON. In
Parquet a column is float64, int64, bool or text, and JSON text where it is none of these; the run, its config and its
summary are metadata of the file, ``runside.run`` and so on.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Literal

from runside.api.run import Run
from runside.errors import UsageError
from runside.journal import to_json

Json = Any
Format = Literal["json", "jsonl", "csv", "parquet"]
FORMATS: tuple[Format, ...] = ("json", "jsonl", "csv", "parquet")
Progress = Callable[[int, int], None]
"""Is told from time to time how many rows have been written, and of how many."""

_TELL_EVERY = 10_000


def export_run(run: Run, to: IO[bytes], format: Format, progress: Progress | None = None) -> None:  # noqa: A002
    """Write a run to an open binary file. Raises UsageError for a format that there is not, or not here."""
    if format not in _WRITERS:
        raise UsageError(f"{format!r} is no format: there are {', '.join(FORMATS)}")
    _WRITERS[format](run, to, progress or _tell_nobody)


def export_file(
    run: Run,
    path: str | os.PathLike[str],
    format: Format | None = None,  # noqa: A002
    progress: Progress | None = None,
) -> None:
    """Write a run to a file, which is there only when it is whole. The format is that of its ending, where none is said.

    Raises UsageError for a format that there is not, OSError where the file cannot be written.
    """
    target = Path(path)
    if not target.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {str(target.parent)!r} for {target.name!r}")
    chosen = format or target.suffix.removeprefix(".")
    if chosen not in FORMATS:
        raise UsageError(f"{chosen!r} is no format: there are {', '.join(FORMATS)}")
    temporary = target.with_name(f".{target.name[:100]}-{os.urandom(6).hex()}.tmp")
    try:
        with temporary.open("xb") as file:
            export_run(run, file, chosen, progress)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def describe(run: Run) -> dict[str, Json]:
    """What ``run`` is in the JSON of a run: what its first writer said, with what was edited since, and how it is."""
    facts = {name: value for name, value in (run.fold.run or {}).items() if value is not None}
    return {
        "uid": run.uid,
        "project": run.project,
        "id": run.id,
        "name": run.name,
        "state": run.state,
        "created_at": run.created_at,
        "step": run.fold.step,
        "dir": run.dir,
        **{name: value for name, value in facts.items() if name not in ("project", "id", "name")},
    }


def _write_json(run: Run, to: IO[bytes], progress: Progress) -> None:
    parts = {"run": describe(run), "config": dict(run.config), "summary": dict(run.summary)}
    to.write(b"{")
    for name, part in parts.items():
        to.write(f'"{name}": {to_json(part)},\n'.encode("ascii"))
    to.write(b'"history": [')
    between = b"\n"
    for row in _rows(run, progress, nested=True):
        to.write(between + to_json(row).encode("ascii"))
        between = b",\n"
    to.write(b"\n]}\n")


def _write_jsonl(run: Run, to: IO[bytes], progress: Progress) -> None:
    for row in _rows(run, progress, nested=True):
        to.write(to_json(row).encode("ascii") + b"\n")


def _write_csv(run: Run, to: IO[bytes], progress: Progress) -> None:
    paths = run.reading.paths()
    text = io.TextIOWrapper(to, "utf-8", errors="backslashreplace", newline="", write_through=True)
    try:
        table = csv.writer(text)
        table.writerow(paths)
        for row in _rows(run, progress, nested=False):
            table.writerow([_cell(row[path]) if path in row else "" for path in paths])
    finally:
        text.detach()


def _cell(value: Json) -> Json:
    """A value as a cell of CSV, where a number and a text are themselves."""
    if value is None:
        return ""
    if type(value) is float:
        return repr(value)
    if isinstance(value, str | int) and not isinstance(value, bool):
        return value
    return _json_of(value)


def _json_of(value: Json) -> str:
    """Any value as JSON."""
    return to_json({"": value})[4:-1]


def _write_parquet(run: Run, to: IO[bytes], progress: Progress) -> None:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise UsageError(
            "Parquet is written by pyarrow, which is not installed here: pip install pyarrow, or choose json, jsonl or csv"
        ) from None
    columns: dict[str, list[Json]] = {path: [] for path in run.reading.paths()}
    for row in _rows(run, progress, nested=False):
        for path, values in columns.items():
            values.append(row.get(path))
    arrays = {path: pyarrow.array(*_arrow_column(values)) for path, values in columns.items()}
    table = pyarrow.table(arrays)
    metadata = {
        f"runside.{name}": to_json(part)
        for name, part in (("run", describe(run)), ("config", run.config), ("summary", run.summary))
    }
    parquet.write_table(table.replace_schema_metadata(metadata), to)


def _arrow_column(values: list[Json]) -> tuple[list[Json], str]:
    """The values of a column as Parquet takes them, and its type."""
    kinds = set(map(type, values)) - {type(None)}
    if kinds == {bool}:
        return values, "bool"
    if kinds == {int} and all(value is None or -(2**63) <= value < 2**63 for value in values):
        return values, "int64"
    if kinds == {float} or (
        kinds == {int, float} and all(abs(value) <= 2**53 for value in values if type(value) is int)
    ):
        return [None if value is None else float(value) for value in values], "float64"
    if kinds <= {str} and all(value is None or _is_unicode(value) for value in values):
        return values, "string"
    return [None if value is None else _json_of(value) for value in values], "string"


def _is_unicode(text: str) -> bool:
    """Whether a text has no half of a surrogate pair, which UTF-8 cannot say."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _rows(run: Run, progress: Progress, *, nested: bool) -> Iterator[dict[str, Json]]:
    """All rows of a run, while it is told how many there have been."""
    of = run.reading.count()
    for done, row in enumerate(run.reading.tell(nested=nested), 1):
        yield row
        if done % _TELL_EVERY == 0 or done == of:
            progress(done, of)


def _tell_nobody(done: int, of: int) -> None:
    """Tell nobody."""


_WRITERS: Mapping[str, Callable[[Run, IO[bytes], Progress], None]] = {
    "json": _write_json,
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "parquet": _write_parquet,
}
