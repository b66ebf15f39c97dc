"""The sign of a live writer: a POSIX lock on `<writer>.alive`, and the file's time.

A POSIX lock belongs to a process and is not inherited by its children, so that a forked worker
never keeps a dead run alive. It goes when the process dies, however it dies; but also when the
process closes *any* descriptor of the file, as copying the folder does. So it is taken again each
second, and a reader believes "free" only when it has seen it twice, at least 2.5 s apart.
"""

from __future__ import annotations

import contextlib
import os
import threading
from enum import Enum
from pathlib import Path

from . import platform
from .errors import WriterTakenError

_held: dict[tuple[int, int], Alive] = {}
"""By (device, inode) what this process holds: its own locks cannot be seen by asking."""


class Probe(Enum):
    """What a reader saw of a writer's lock."""

    HELD = "held"
    FREE = "free"
    UNKNOWN = "unknown"


class Alive:
    """Holds one `<writer>.alive`, from before the first record until after the last."""

    def __init__(self, path: Path) -> None:
        """Make the file and lock it.

        Raises `WriterTakenError` where another writer has it, `OSError` where it cannot be made.
        """
        self.path = path
        self.has_lock = False
        self._closed = False
        self._fd = -1
        # The timer thread refreshes, any thread closes; a descriptor that was closed may be another file by now.
        self._lock_fd = threading.RLock()
        self._open()

    def refresh(self) -> bool:
        """Take the lock again, also when the file was deleted; say whether it is held now."""
        with self._lock_fd, contextlib.suppress(OSError):
            if self._closed:
                return False
            if self._fd < 0 or os.fstat(self._fd).st_nlink == 0:
                self._let_go()
                self._open()
            else:
                self._lock()
        return self.has_lock

    def touch(self) -> None:
        """Set the file's time to now, for readers that cannot see the lock."""
        with self._lock_fd, contextlib.suppress(OSError):
            if self._fd >= 0:
                os.utime(self._fd)

    def close(self) -> None:
        """Let the lock go. The file stays; its time says when the writer was last alive."""
        with self._lock_fd:
            self._closed = True
            self._let_go()

    def forget(self) -> None:
        """Let go in a forked child, where the parent's lock is not held, and its threads may have had ours."""
        self._lock_fd = threading.RLock()
        self.close()

    def _let_go(self) -> None:
        fd, self._fd, self.has_lock = self._fd, -1, False
        for key in [key for key, alive in _held.items() if alive is self]:
            del _held[key]
        if fd >= 0:
            with contextlib.suppress(OSError):
                os.close(fd)

    def _open(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            # Looked at before it is opened: to open and close it would drop our own lock.
            there = self.path.stat(follow_symlinks=False)
            if (there.st_dev, there.st_ino) in _held:
                raise WriterTakenError(f"this process already writes as {self.path.stem!r}")
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        self._fd = os.open(self.path, flags, 0o666)
        try:
            self._lock()
        except BaseException:
            self._let_go()
            raise
        status = os.fstat(self._fd)
        _held[status.st_dev, status.st_ino] = self
        self.touch()

    def _lock(self) -> None:
        try:
            self.has_lock = platform.lock(self._fd)
        except OSError:  # no locks here; the file's time is the only sign
            self.has_lock = False
        else:
            if not self.has_lock:
                raise WriterTakenError(f"another process writes as {self.path.stem!r}")


def probe(path: Path) -> Probe:
    """Ask whether the writer of an `.alive` file lives, without standing in its way.

    UNKNOWN where there is no such file, or no lock can be seen from here.
    """
    try:
        there = path.stat(follow_symlinks=False)
        own = _held.get((there.st_dev, there.st_ino))
        if own is not None:
            return Probe.HELD
        fd = platform.open_regular(path)
    except OSError:
        return Probe.UNKNOWN
    try:
        locked = platform.is_locked(fd)
    finally:
        os.close(fd)
    return Probe.UNKNOWN if locked is None else Probe.HELD if locked else Probe.FREE


def _forget_in_child() -> None:
    """A forked child holds none of these locks; its copies of the descriptors are no use."""
    for alive in list(_held.values()):
        alive.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_in_child)
