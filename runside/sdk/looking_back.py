"""The rows that writers left in their journals, the latest first: for what a late call has to know of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from runside.fold.paths import leaves, split_path
from runside.journal import RunFolder, last_seq, loads, read_lines

Json = Any
_ROW = b'{"kind":"log"'
_FIRST_WINDOW = 64
_LARGEST_WINDOW = 8192


def open_row(
    run: RunFolder, writer: str, step: int, *, ascending: bool = True
) -> list[Mapping[str, Json]]:
    """The data of a writer's records to its highest row, the last first.

    ``ascending`` says that its rows ascend: then the last records are those, and none before them is read.
    """
    found = []
    for record in _rows(run, writer, b""):
        if record["step"] == step:
            found.append(record["data"])
        elif ascending:
            break
    return found


def last_row_with(
    run: RunFolder, writer: str, path: str, *, ascending: bool = True
) -> tuple[int, Mapping[str, Json]] | None:
    """The step and data of the highest row of a writer that has a value at this path; None where none has.

    ``ascending`` says that the rows ascend: then the last record is that of the highest, and none before it is read.
    """
    key = split_path(path)[-1]
    written = json.dumps("$" + key if key.startswith("$") else key).encode()
    highest = None
    for record in _rows(run, writer, written):
        if any(at == path and value is not None for at, value in leaves(record["data"])):
            if ascending:
                return record["step"], record["data"]
            if highest is None or highest[0] < record["step"]:
                highest = record["step"], record["data"]
    return highest


def _rows(run: RunFolder, writer: str, holding: bytes) -> Iterator[dict[str, Json]]:
    """The ``log`` records of a writer, the last first, whose JSON holds these bytes."""
    last = last_seq(run.path, writer, uid=run.uid)
    width = _FIRST_WINDOW
    while last > 0:
        first = max(last - width + 1, 1)
        for line in reversed(read_lines(run.path, writer, first, last, uid=run.uid)):
            if line.payload.startswith(_ROW) and holding in line.payload:
                yield loads(line.payload)
        last = first - 1
        width = min(4 * width, _LARGEST_WINDOW)
