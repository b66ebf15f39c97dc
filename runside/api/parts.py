"""Long journals, read by several processes: a part of each journal file by each."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from runside.api import column_file
from runside.api.column_file import Source
from runside.api.parsing import FileRecords, parse_file
from runside.api.table import behind_each_other
from runside.journal.bulk import line_after

LEAST_BYTES = 24 << 20
"""What a helper is started for, at least. It takes 0.2 s to start, in which 16 MB are read."""

HEAD_START = 16 << 20
"""Bytes that are read here before a helper begins."""

MOST_PROCESSES = 4
"""With this one. Each holds what it reads once more in memory."""

_LENGTH = struct.Struct("<Q")
_HELP = "from runside.api.parts import help_out; help_out()"


class _Part(NamedTuple):
    """Some lines of a journal file: those that begin in a range of its bytes."""

    source: Source
    begin: int
    end: int


def parse_files(sources: Sequence[Source]) -> dict[Path, FileRecords | OSError]:
    """Read files of journals: what each holds, or why it cannot be read."""
    shares = _shares(sources)
    helpers = [_Helper(share) for share in shares[1:]]
    read: dict[_Part, FileRecords | OSError] = {part: _parse(part) for part in shares[0]}
    for helper in helpers:
        read.update(helper.results())
    return {
        source.path: _joined([found for part, found in read.items() if part.source == source])
        for source in sources
    }


def _parse(part: _Part) -> FileRecords | OSError:
    try:
        return parse_file(part.source.path, part.source.uid, part.begin, part.end)
    except OSError as error:
        return error


def _joined(parts: Sequence[FileRecords | OSError]) -> FileRecords | OSError:
    """What a file holds, by what its parts hold, in their order."""
    read: list[FileRecords] = []
    for part in parts:
        if isinstance(part, OSError):
            return part
        read.append(part)
    if len(read) == 1:
        return read[0]
    return FileRecords(
        [record for part in read for record in part.others],
        behind_each_other([part.logs for part in read]),
        [bad for part in read for bad in part.bad],
    )


def _shares(sources: Sequence[Source]) -> list[list[_Part]]:
    """Which parts are read here, and which by each helper; all files in their order, one share behind the other."""
    whole = [_Part(source, 0, source.size) for source in sources]
    total = sum(source.size for source in sources)
    helpers = min(_processes() - 1, (total - HEAD_START) // LEAST_BYTES)
    if helpers < 1:
        return [whole]
    each = (total - HEAD_START) // (helpers + 1)
    shares: list[list[_Part]] = [[]]
    room = HEAD_START + each
    for part in whole:
        rest = part
        while rest.end - rest.begin > room and len(shares) <= helpers:
            try:
                cut = line_after(rest.source.path, rest.begin + room)
            except OSError:
                break  # it is told when it is read
            shares[-1].append(rest._replace(end=cut))
            rest = rest._replace(begin=cut)
            shares.append([])
            room = each
        if rest.begin < rest.end or rest == part:
            shares[-1].append(rest)
            room -= rest.end - rest.begin
    return shares


def _processes() -> int:
    """How many may read at once: as many as there are cores, where this is a Python that can be started again."""
    if not Path(sys.executable or "").name.startswith("python"):
        return 1
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    return min(cores, MOST_PROCESSES)


class _Helper:
    """A process that reads parts while this one reads others. What it cannot give is read here."""

    def __init__(self, parts: Sequence[_Part]) -> None:
        self._parts = parts
        self._process: subprocess.Popen[bytes] | None = None
        asked = [[str(part.source.path), *part.source[1:], part.begin, part.end] for part in parts]
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _HELP, json.dumps(asked)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_with_own_path(os.environ),
            )
        except OSError:
            return

    def results(self) -> Iterable[tuple[_Part, FileRecords | OSError]]:
        """What each part holds; waits until the helper has it."""
        if self._process is None:
            yield from ((part, _parse(part)) for part in self._parts)
            return
        with self._process as process:
            assert process.stdout is not None
            for part in self._parts:
                read = column_file.decode(part.source, _receive(process.stdout))
                yield part, read or _parse(part)


def _with_own_path(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a helper that finds the modules of this process."""
    return {**environment, "PYTHONPATH": os.pathsep.join(sys.path)}


def _receive(stream: IO[bytes]) -> bytes:
    head = stream.read(_LENGTH.size)
    return stream.read(*_LENGTH.unpack(head)) if len(head) == _LENGTH.size else b""


def help_out() -> None:
    """Read the parts that the command line names, and write each to the standard output as a column file."""
    for path, uid, size, mtime_ns, begin, end in json.loads(sys.argv[1]):
        part = _Part(Source(Path(path), uid, size, mtime_ns), begin, end)
        read = _parse(part)
        data = b""
        if isinstance(read, FileRecords) and not read.bad:  # bad lines are told by who asked
            data = column_file.encode(part.source, read)
        sys.stdout.buffer.write(_LENGTH.pack(len(data)) + data)
        sys.stdout.buffer.flush()
