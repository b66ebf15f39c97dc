"""The mark in a run's folder that says that a page has opened the run: its kernel looks for it."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from pathlib import Path

from runside.fold import RunState

SEEN_FILE = "seen"
AGAIN_AFTER_S = 60.0

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_FILE = os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Seen:
    """Marks live runs, each at most once a minute. May be called by several threads."""

    def __init__(self) -> None:
        self._due: dict[str, float] = {}

    def note(self, uid: str, folder: Path, state: RunState) -> None:
        """A page has opened this run. Does nothing where its folder cannot be written."""
        now = time.monotonic()
        if state not in ("running", "idle") or now < self._due.get(uid, 0.0):
            return
        self._due[uid] = now + AGAIN_AFTER_S
        with contextlib.suppress(OSError):
            _mark(folder)


def _mark(folder: Path) -> None:
    at = os.open(folder, _FOLDER)
    try:
        mark = os.open(SEEN_FILE, _FILE, 0o666, dir_fd=at)
    finally:
        os.close(at)
    try:
        if stat.S_ISREG(os.fstat(mark).st_mode):
            os.utime(mark)
    finally:
        os.close(mark)
