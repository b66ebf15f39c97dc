"""All files of one writer as one: the one that is appended to, and full ones not synced yet.

Not safe for several threads: the writer has the lock. Only `sync` is called without it.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import NamedTuple

from . import platform
from .logs import files_of, log_path
from .reader import last_seq
from .segment import Block, Segment

_MOST_UNSYNCED_FILES = 2
"""Full files whose unsynced lines are kept in memory while a disk stalls."""


class Unsynced(NamedTuple):
    """What has been appended to a file since its last sync."""

    segment: Segment
    blocks: list[Block]
    full: bool
    """Nothing more is appended to the file, and it is to be closed."""


class Files:
    """The files `<writer>-000001.log`, … of one writer."""

    def __init__(self, folder: Path, uid: str, writer: str, limit: int) -> None:
        """Make the first file, or go on behind the last. Raises `OSError`."""
        self._folder = folder
        self._uid = uid
        self._writer = writer
        self._limit = limit
        self.rotate_at = limit
        """The size of the present file beyond which to go on in another."""
        self._full: list[Segment] = []
        self._unsynced_names = True
        self.last_seq = 0
        """The highest seq that was there when the files were opened."""
        self.current = self._open()

    def go_on(self, first: int) -> Segment:
        """Append to a new file from now on, with no seq below `first`. Raises `OSError`."""
        old = self.current
        number = max([old.number, *files_of(self._folder, self._writer)]) + 1
        self.current = Segment.create(self._folder, self._uid, self._writer, number, first)
        self.rotate_at = self._limit
        self._unsynced_names = True
        if old.fd >= 0:
            self._full.append(old)
            for waiting in self._full[:-_MOST_UNSYNCED_FILES]:
                waiting.at_risk += [(first, last) for first, last, _ in waiting.unsynced]
                waiting.unsynced = []
        return self.current

    def rotate_later(self) -> None:
        """Let the present file grow some more, since no other can be had now."""
        self.rotate_at = self.current.size + self._limit // 16

    def take_unsynced(self) -> list[Unsynced]:
        """Give what a sync has to bring to the disk, as if it were there."""
        taken = [Unsynced(segment, segment.unsynced, True) for segment in self._full]
        self._full = []
        if self.current.unsynced and self.current.fd >= 0:
            taken.append(Unsynced(self.current, self.current.unsynced, False))
        for one in taken:
            one.segment.unsynced = []
        return taken

    def sync(self, segment: Segment) -> bool:
        """Bring a file to the disk; False where its file system cannot. Raises `OSError`."""
        if self._unsynced_names:
            self._unsynced_names = False
            for folder in (segment.path.parent, self._folder, self._folder.parent):
                platform.sync_folder(folder)
        return platform.sync(segment.fd)

    def close(self) -> None:
        """Close every file; may be called again."""
        for segment in (*self._full, self.current):
            segment.close()

    def _open(self) -> Segment:
        number = max(files_of(self._folder, self._writer), default=0)
        if number > 0:
            self.last_seq = last_seq(self._folder, self._writer, uid=self._uid)
            path = log_path(self._folder, self._writer, number)
            with contextlib.suppress(OSError):  # it may be a symlink, or not ours to write
                segment = Segment.reopen(path, self._uid, number)
                if segment is not None:
                    return segment
        return Segment.create(self._folder, self._uid, self._writer, number + 1, self.last_seq + 1)
