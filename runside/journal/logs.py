"""A writer's files on disk: which there are, and the whole lines in them, unchecked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from .names import JOURNAL_FOLDER, log_name, parse_log_name

_AT_A_TIME = 1 << 16


def log_path(folder: Path, writer: str, file: int) -> Path:
    """Give the path of the `file`-th file of a writer in a run's folder."""
    return folder / JOURNAL_FOLDER / log_name(writer, file)


def logs_in(folder: Path) -> list[tuple[str, int]]:
    """Give (writer, file) of each journal file in a run's folder; none where it is no folder."""
    try:
        with os.scandir(folder / JOURNAL_FOLDER) as entries:
            return [parsed for entry in entries if (parsed := parse_log_name(entry.name))]
    except OSError:
        return []


def files_of(folder: Path, writer: str) -> list[int]:
    """Give the numbers of a writer's files, ascending."""
    return sorted(number for name, number in logs_in(folder) if name == writer)


def read_whole_lines(fd: int, offset: int, most: int) -> bytes:
    """Give the whole lines from `offset` on, `most` bytes of them or one that is longer."""
    chunk = os.pread(fd, most, offset)
    if b"\n" in chunk:
        return chunk[: chunk.rfind(b"\n") + 1]
    while chunk and b"\n" not in chunk:
        more = os.pread(fd, len(chunk), offset + len(chunk))
        if not more:
            return b""
        chunk += more
    return chunk[: chunk.find(b"\n") + 1]


def lines_from(fd: int, offset: int) -> Iterator[tuple[int, bytes]]:
    """Give the whole lines of a file, with their newlines and offsets."""
    while chunk := read_whole_lines(fd, offset, _AT_A_TIME):
        for raw in chunk.split(b"\n")[:-1]:
            yield offset, raw + b"\n"
            offset += len(raw) + 1


def lines_after(fd: int, offset: int) -> Iterator[tuple[int, bytes]]:
    """Give the whole lines of a file that begin after `offset`; all of it where that is 0."""
    lines = lines_from(fd, offset)
    if offset > 0:
        next(lines, None)
    return lines
