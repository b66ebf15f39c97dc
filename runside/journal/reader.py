"""Reading journals: whole lines as they come, bad ones reported, never anything invented."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from . import platform
from .errors import BadLine, RunFolderError
from .folder import open_run
from .format import FORMAT, parse, parse_header
from .logs import files_of, lines_after, lines_from, log_path, logs_in, read_whole_lines
from .names import check_writer

CHUNK = 1 << 20
"""Bytes that are read at a time."""

_LONGEST_HEADER = 4096
_NEAR = 4096
"""Bytes that are searched line by line rather than by halves."""

_MOST_BAD_KEPT = 1000


class Line(NamedTuple):
    """A good line of a journal."""

    seq: int
    payload: bytes
    raw: bytes
    """The line as it is in the file, with its newline."""
    file: int
    offset: int


class Bad(NamedTuple):
    """A place in a journal that could not be read."""

    path: Path
    offset: int
    """Bytes from the beginning of the file."""
    reason: str


class Position(NamedTuple):
    """Where a reader goes on: everything before it has been read."""

    file: int = 0
    """0: before the first file."""
    offset: int = 0


class JournalReader:
    """Reads one writer's files in order, again and again as they grow.

    A last line without its newline is not there yet. Bad lines are counted and skipped. Lines
    come as they lie in the files, without the headers: a seq may come twice, and the user of the
    reader decides what is missing.
    """

    def __init__(
        self,
        folder: Path,
        writer: str,
        *,
        uid: str | None = None,
        position: Position | tuple[int, int] | None = None,
    ) -> None:
        """Read the files of `writer` in a run's folder, from `position` on where there is one.

        The uid is that of the run where it is not given. Nothing is read yet.
        """
        self.folder = folder
        self.writer = check_writer(writer)
        self.position = Position(*position) if position is not None else Position()
        self.bad: list[Bad] = []
        """The first thousand bad places."""
        self.bad_count = 0
        self._uid = uid
        self._identity: tuple[int, int] | None = None
        """Device and inode of the file at `position`, once its header has been looked at."""
        self._refused: int | None = None
        """The file that is not to be read at all."""
        self._partial_at = -1
        """The size of the file when what was left of it held no whole line."""
        self._reported: set[tuple[int, str]] = set()

    @property
    def path(self) -> Path:
        """The file at `position`."""
        return log_path(self.folder, self.writer, self.position.file)

    def read(self, max_bytes: int = CHUNK) -> list[Line]:
        """Give the next lines, at most `max_bytes` of them (or one that is longer); [] for none."""
        lines: list[Line] = []
        left = max_bytes
        while left > 0:
            chunk = self._next_chunk(left)
            if not chunk:
                after = self._file_after()
                if after is None:
                    break
                # A file that has a successor grows no more, but it may have grown between the
                # look at it and the look at the folder.
                chunk = self._next_chunk(left)
                if not chunk:
                    self._finish_file()
                    self._go_to(Position(after))
                    continue
            if lines and len(chunk) > left:
                break  # one long line, for the next time
            lines += self._parse(chunk)
            if lines:  # else all of it was bad, and [] would mean that nothing more is there
                left -= len(chunk)
        return lines

    def _next_chunk(self, most: int) -> bytes:
        """Whole lines from `position` on; empty where there are none."""
        if self.position.file == 0 or self._refused == self.position.file:
            return b""
        try:
            fd = platform.open_regular(self.path)
        except OSError as error:
            self._report_once(f"the file cannot be read: {error.strerror or error}")
            return b""
        try:
            size = self._check_file(fd)
            if size == self._partial_at or size <= self.position.offset:
                return b""
            chunk = read_whole_lines(fd, self.position.offset, most)
            if not chunk:
                self._partial_at = size
            return chunk
        except OSError as error:
            self._report_once(f"the file cannot be read: {error.strerror or error}")
            return b""
        finally:
            os.close(fd)

    def _check_file(self, fd: int) -> int:
        """See that this is the file that was read before; give the size up to which to read."""
        status = os.fstat(fd)
        identity = (status.st_dev, status.st_ino)
        offset = self.position.offset
        if self._identity not in (None, identity):
            self._start_again("the file was replaced by another")
        elif status.st_size < offset:
            self._start_again(f"the file was cut from {offset} bytes or more to {status.st_size}")
        elif offset and os.pread(fd, 1, offset - 1) != b"\n":
            self._start_again(f"what stood before byte {offset} of the file was changed")
        if self._identity is None:
            first = os.pread(fd, _LONGEST_HEADER, 0)
            if b"\n" not in first and len(first) < _LONGEST_HEADER:
                return 0
            self._check_header(first)
        self._identity = identity
        return 0 if self._refused == self.position.file else status.st_size

    def _check_header(self, first: bytes) -> None:
        if self._uid is None:
            try:
                self._uid = open_run(self.folder).uid
            except RunFolderError as error:
                self._refuse(f"the run's uid is not known: {error}")
                return
        try:
            header = parse_header(first.split(b"\n", 1)[0])
        except BadLine:
            return  # reported when it is read as a line; the others may be whole
        if header.format > FORMAT:
            self._refuse(
                f"the file is of journal format {header.format}, and this Runside reads up to "
                f"{FORMAT}: upgrade it"
            )
        elif header.uid != self._uid:
            self._refuse(f"the file is of run {header.uid}, and this is run {self._uid}")

    def _file_after(self) -> int | None:
        files = files_of(self.folder, self.writer)
        return next((file for file in files if file > self.position.file), None)

    def _parse(self, chunk: bytes) -> list[Line]:
        uid = self._uid
        assert uid is not None  # the header was checked before the first chunk
        lines = []
        file, offset = self.position
        for raw in chunk.split(b"\n")[:-1]:
            try:
                seq, payload = parse(uid, raw)
            except BadLine as error:
                self._report(offset, str(error))
            else:
                if seq > 0:
                    lines.append(Line(seq, payload, raw + b"\n", file, offset))
            offset += len(raw) + 1
        self.position = Position(file, offset)
        return lines

    def _finish_file(self) -> None:
        if self._partial_at > self.position.offset:
            self._report(self.position.offset, "the file ends within a line")

    def _go_to(self, position: Position) -> None:
        self.position = position
        self._identity = None
        self._partial_at = -1

    def _start_again(self, why: str) -> None:
        """Read the file from its beginning: what was read before comes twice, nothing is missed."""
        self._report(self.position.offset, f"{why}; it is read again from its beginning")
        self._go_to(Position(self.position.file))

    def _refuse(self, reason: str) -> None:
        self._refused = self.position.file
        self._report_once(reason)

    def _report_once(self, reason: str) -> None:
        if (self.position.file, reason) not in self._reported:
            self._reported.add((self.position.file, reason))
            self._report(self.position.offset, reason)

    def _report(self, offset: int, reason: str) -> None:
        self.bad_count += 1
        if len(self.bad) < _MOST_BAD_KEPT:
            self.bad.append(Bad(self.path, offset, reason))


def writers(folder: Path) -> list[str]:
    """Give the names of the writers that have files in a run's folder, sorted."""
    return sorted({writer for writer, _ in logs_in(folder)})


def read_lines(
    folder: Path, writer: str, first: int, last: int, *, uid: str | None = None
) -> list[Line]:
    """Give the lines first..last of a writer, each once, by seq; what is not there is left out.

    They are found by bisection, since the seqs in one file always ascend. Raises `RunFolderError`
    where the folder holds no run.
    """
    uid = open_run(folder).uid if uid is None else uid
    found: dict[int, Line] = {}
    for file, fd in _each_file(folder, writer):
        for offset, raw in lines_from(fd, _bisect(fd, uid, first)):
            checked = _check(uid, raw)
            if checked is None:
                continue
            seq, payload = checked
            if seq > last:
                break
            if seq >= max(first, 1):
                found.setdefault(seq, Line(seq, payload, raw, file, offset))
    return [found[seq] for seq in sorted(found)]


def last_seq(folder: Path, writer: str, *, uid: str | None = None) -> int:
    """Give the highest seq that a writer has on disk, 0 where it has none.

    The end of every file is looked at: after a failed sync an earlier one may hold the highest.
    Raises `RunFolderError` where the folder holds no run.
    """
    uid = open_run(folder).uid if uid is None else uid
    return max((_last_in_file(fd, uid) for _, fd in _each_file(folder, writer)), default=0)


def _each_file(folder: Path, writer: str) -> Iterator[tuple[int, int]]:
    """(number, descriptor) of each file of a writer that can be read, open meanwhile."""
    for file in files_of(folder, writer):
        try:
            fd = platform.open_regular(log_path(folder, writer, file))
        except OSError:
            continue
        try:
            yield file, fd
        finally:
            os.close(fd)


def _check(uid: str, raw: bytes) -> tuple[int, bytes] | None:
    try:
        return parse(uid, raw)
    except BadLine:
        return None


def _last_in_file(fd: int, uid: str) -> int:
    """The seq of the last good line of a file, 0 where there is none."""
    end = os.fstat(fd).st_size
    step = _NEAR
    while True:
        start = max(end - step, 0)
        checked = [_check(uid, raw) for _, raw in lines_after(fd, start)]
        last = next((line[0] for line in reversed(checked) if line is not None), 0)
        if last > 0 or start == 0:
            return last
        step *= 2


def _bisect(fd: int, uid: str, seq: int) -> int:
    """The offset of a line before the line `seq` of a file, and not far before it."""
    low, high = 0, os.fstat(fd).st_size
    while high - low > _NEAR:
        middle = (low + high) // 2
        good = (
            (offset, checked[0])
            for offset, raw in lines_after(fd, middle)
            if (checked := _check(uid, raw)) is not None
        )
        offset, found = next(good, (high, seq))
        if offset < high and found < seq:
            low = offset
        else:
            high = middle
    return low
