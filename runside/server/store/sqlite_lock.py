"""Who may write an index: one process on the machine."""

from __future__ import annotations

import os
from pathlib import Path

from runside.journal import platform


class IndexLock:
    """A lock on a file beside the index. The system releases it when the process ends, however it
    ends.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path) -> IndexLock | None:
        """The lock, or None while another process has it.

        Raises OSError where the file cannot be made or its file system has no locks.
        """
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            if platform.lock(descriptor):
                return cls(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        return None

    def release(self) -> None:
        os.close(self._descriptor)
