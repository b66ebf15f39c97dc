"""Many lines at once: what `parse` checks of each is checked of all in a few calls, four times as fast."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from . import platform
from .format import seed
from .logs import read_whole_lines

CHUNK = 1 << 17
"""Bytes at a time: what is made of them stays in the processor's cache. With 4 MiB all took 1.7 times as long."""


class Chunk(NamedTuple):
    """Whole lines of a journal file."""

    offset: int
    """Bytes from the beginning of the file to the first line."""
    lines: list[bytes]
    """Without their newlines."""


def chunks(path: Path) -> Iterator[Chunk]:
    """Give the whole lines of a file, unchecked. Raises `OSError`."""
    fd = platform.open_regular(path)
    try:
        offset = 0
        while data := read_whole_lines(fd, offset, CHUNK):
            lines = data.split(b"\n")
            lines.pop()
            yield Chunk(offset, lines)
            offset += len(data)
    finally:
        os.close(fd)


def parse_lines(uid: str, lines: list[bytes]) -> tuple[range, list[bytes]] | None:
    """Give the seqs and the payloads of lines without newlines, if all are good and their seqs follow each other.

    None says only that `parse` has to look at each.
    """
    rests = [line[9:] for line in lines]
    start = seed(uid)
    crcs = struct.pack(f">{len(rests)}I", *[zlib.crc32(rest, start) for rest in rests])
    if crcs.hex(" ", 4).encode("ascii") + b" " != b"".join([line[:9] for line in lines]):
        return None
    try:
        payloads = [rest[rest.index(b"{") :] for rest in rests]
        first = int(rests[0].split(b" ", 1)[0])
    except (ValueError, IndexError):
        return None
    lengths = list(map(len, payloads))
    seqs = range(first, first + len(rests))
    expected = (b"%d %d " * len(rests)) % tuple(
        chain.from_iterable(zip(seqs, lengths, strict=True))
    )
    heads = b"".join([rest[:-length] for rest, length in zip(rests, lengths, strict=True)])
    return (seqs, payloads) if heads == expected and first > 0 else None
