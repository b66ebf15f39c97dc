"""A temporary folder that goes with the object that has it, in the process that made it and in no forked child."""

from __future__ import annotations

import os
import time
import weakref
from contextlib import suppress
from pathlib import Path

_LEFT_AFTER = 7 * 24 * 3600.0
"""Seconds."""


class Staging:
    """A folder of one's own. It is removed with this object; what a killed process left, a week later by another."""

    def __init__(self, prefix: str, place: Path | None = None) -> None:
        """Make it in the folder `place`, or where the system has its temporary files. Raises OSError."""
        from tempfile import mkdtemp  # 5 ms of an import that few need

        if place is not None:
            _sweep(place, prefix)
        self.path = Path(mkdtemp(prefix=prefix, dir=place))
        self._remove = weakref.finalize(self, _remove, self.path, os.getpid())

    def remove(self) -> None:
        """Remove it with all that is in it."""
        self._remove()


def _sweep(place: Path, prefix: str) -> None:
    """Remove what processes left that were killed: folders that nothing was put into for a week."""
    for path in place.glob(f"{prefix}*"):
        with suppress(OSError):
            if time.time() - path.stat(follow_symlinks=False).st_mtime > _LEFT_AFTER:
                _remove(path, os.getpid())


def _remove(path: Path, process: int) -> None:
    if os.getpid() == process:
        from shutil import rmtree

        rmtree(path, ignore_errors=True)
