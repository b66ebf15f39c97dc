"""The lines of a journal file, many at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from . import platform
from .logs import read_whole_lines

CHUNK = 1 << 19
"""Bytes at a time: what is made of them stays in the processor's cache. With 4 MiB, rows that are not only
numbers took 1.7 times as long."""


class Chunk(NamedTuple):
    """Whole lines of a journal file."""

    offset: int
    """Bytes from the beginning of the file to the first line."""
    data: bytes
    """The lines, each with its newline."""

    @property
    def lines(self) -> list[bytes]:
        """Without their newlines."""
        return self.data.split(b"\n")[:-1]


def chunks(path: Path, begin: int = 0, end: int | None = None) -> Iterator[Chunk]:
    """Give the whole lines of a file that begin in a range of its bytes, unchecked.

    ``begin`` is where a line begins; see `line_after`. Raises `OSError`.
    """
    fd = platform.open_regular(path)
    try:
        while end is None or begin < end:
            most = CHUNK if end is None else min(CHUNK, end - begin)
            data = read_whole_lines(fd, begin, most)
            if not data:
                return
            yield Chunk(begin, data)
            begin += len(data)
    finally:
        os.close(fd)


def line_after(path: Path, offset: int) -> int:
    """Give where the first line begins at ``offset`` or after it; where there is none, the end of the file.

    Raises `OSError`.
    """
    if offset == 0:
        return 0
    fd = platform.open_regular(path)
    try:
        at = offset - 1
        while data := os.pread(fd, CHUNK, at):
            if b"\n" in data:
                return at + data.index(b"\n") + 1
            at += len(data)
        return at
    finally:
        os.close(fd)
