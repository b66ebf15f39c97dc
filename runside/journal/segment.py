"""One file of a writer: appended to, never overwritten, cut back to whole lines after an error."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import NamedTuple

from . import platform
from .errors import BadLine
from .format import header, parse_header
from .logs import log_path

Block = tuple[int, int, bytes]
"""(first seq, last seq, their lines)"""

# After these the same descriptor may serve again when there is room; after any other it is left.
_MAY_PASS = {errno.ENOSPC, errno.EDQUOT}


class Loss(NamedTuple):
    """How an open file was taken away."""

    reason: str
    deleted: bool
    """What was in it is gone too."""


class Segment:
    """An open journal file. Not safe for several threads: its writer has the lock."""

    __slots__ = (
        "_append",
        "_identity",
        "at_risk",
        "broken",
        "fd",
        "first",
        "number",
        "path",
        "size",
        "unsynced",
    )

    def __init__(self, path: Path, number: int, fd: int, size: int, first: int) -> None:
        self.path = path
        self.number = number
        self.fd = fd
        self.size = size
        """Bytes of whole lines in the file."""
        self.first = first
        """No seq in the file is below it."""
        self.broken = False
        """Nothing more is to be appended here."""
        self.unsynced: list[Block] = []
        """What is in the file since the last sync that succeeded."""
        self.at_risk: list[tuple[int, int]] = []
        """Ranges of seqs that are not synced either, and too many to keep in memory."""
        self._append = platform.appender(path)
        status = os.fstat(fd)
        self._identity = (status.st_dev, status.st_ino)

    @classmethod
    def create(cls, folder: Path, uid: str, writer: str, number: int, first: int) -> Segment:
        """Make the file with its header; leaves nothing behind where that fails (`OSError`)."""
        path = log_path(folder, writer, number)
        path.parent.mkdir(parents=True, exist_ok=True)
        fd = platform.open_append(path, new=True)
        try:
            segment = cls(path, number, fd, 0, first)
            segment.append(header(uid, writer, number))
        except BaseException:
            os.close(fd)
            path.unlink(missing_ok=True)
            raise
        # Watchers poll the folders of projects; so a new file in a run's journal is told there.
        with contextlib.suppress(OSError):
            os.utime(folder.parent)
        return segment

    @classmethod
    def reopen(cls, path: Path, uid: str, number: int) -> Segment | None:
        """Open a file to go on in it; None where its header is not whole. Raises `OSError`.

        A tail that is not a whole line is closed with a newline, and stays for readers to report.
        """
        fd = platform.open_regular(path)
        try:
            first = os.read(fd, 4096).split(b"\n", 1)
            size = os.fstat(fd).st_size
            last = os.pread(fd, 1, max(size - 1, 0))
        finally:
            os.close(fd)
        try:
            if len(first) < 2 or parse_header(first[0]).uid != uid:
                return None
        except BadLine:
            return None
        segment = cls(path, number, platform.open_append(path, new=False), size, 1)
        if last != b"\n":
            try:
                segment.append(b"\n")
            except BaseException:
                segment.close()
                raise
        return segment

    def append(self, data: bytes) -> None:
        """Append whole lines in one write, going on after a short one.

        Raises `OSError` where not all could be appended: the file is then cut back to whole
        lines, and `size` says how far they go.
        """
        size = self.size
        try:
            done = self._append(self.fd, data)
            while done < len(data):
                done += self._append(self.fd, data[done:])
        except OSError as error:
            if error.errno not in _MAY_PASS:
                self.broken = True
            self._cut_back(data)
            raise
        if self.size == size:  # else a signal handler appended in between, and has seen to it
            self.size = size + done

    def settle(self, before: int, data: bytes) -> None:
        """Finish an `append` that an exception of a signal handler may have left anywhere.

        `before` is what `size` was. Raises `OSError` like `append`.
        """
        self.size = before
        done = os.fstat(self.fd).st_size - before
        if done < len(data):
            self.append(data[max(done, 0) :])
        self.size = before + len(data)

    def measure(self) -> None:
        """Take `size` from the file itself."""
        with contextlib.suppress(OSError):
            self.size = os.fstat(self.fd).st_size

    def find_loss(self) -> Loss | None:
        """Say whether somebody took the file away, and let go of it then."""
        try:
            status = os.fstat(self.fd)
            ours = (status.st_dev, status.st_ino) == self._identity
        except OSError:
            ours = False
        if not ours:
            self.fd = -1  # closed by somebody, and perhaps another file by now: not ours to close
            self.broken = True
            return Loss("its descriptor was closed by something else in this process", False)
        if status.st_nlink > 0:
            return None
        self.close()
        return Loss(f"{self.path.name} was deleted", True)

    def close(self) -> None:
        """Close the file; it may be closed already."""
        fd, self.fd = self.fd, -1
        self.broken = True
        if fd >= 0:
            with contextlib.suppress(OSError):
                os.close(fd)

    def _cut_back(self, data: bytes) -> None:
        """Keep the whole lines of `data` that went in, and remove the rest."""
        try:
            done = max(os.fstat(self.fd).st_size - self.size, 0)
            whole = data.rfind(b"\n", 0, min(done, len(data))) + 1
            self.size += whole
            if done > whole:
                os.ftruncate(self.fd, self.size)
        except OSError:
            # The tail stays torn; readers report it, and nothing is appended behind it.
            self.broken = True
